/**
 * Model versions in Amazon S3, or in a store that speaks like it (MinIO, Ceph, …).
 *
 * <p>Reads from and writes to: a bucket, for {@link io.millrace.models.registry.ModelStore}, which
 * finds {@link io.millrace.pipelines.io.s3.S3Provider} by the scheme of {@code s3://bucket/prefix}.
 *
 * <p>In data-flow order: {@code S3Endpoint} says where the bucket is and in which region, {@code
 * Credentials} who asks, from one of the {@code CredentialSources}; {@link
 * io.millrace.pipelines.io.s3.S3ObjectStore} makes the four requests that a model store needs, each
 * signed by {@code RequestSignature}, and has {@code WholeAnswers} wait for them; {@code
 * ObjectListing} reads the answer to one of them.
 */
@NullMarked
package io.millrace.pipelines.io.s3;

import org.jspecify.annotations.NullMarked;

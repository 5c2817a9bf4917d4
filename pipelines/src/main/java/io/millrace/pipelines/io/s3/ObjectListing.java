package io.millrace.pipelines.io.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One page of the answer to {@code ListObjectsV2}.
 *
 * @param keys of the objects
 * @param next what to ask the next page with; null after the last
 */
record ObjectListing(List<String> keys, @Nullable String next) {

  static ObjectListing read(InputStream xml) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    // What comes from elsewhere may not make this machine read anything.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(xml);
      List<String> keys = new ArrayList<>();
      String next = null;
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          if (reader.getLocalName().equals("Key")) {
            keys.add(reader.getElementText());
          } else if (reader.getLocalName().equals("NextContinuationToken")) {
            next = reader.getElementText();
          }
        }
      }
      return new ObjectListing(keys, next);
    } catch (XMLStreamException e) {
      throw new IOException("S3: a list of objects that is no XML: " + e.getMessage(), e);
    }
  }
}

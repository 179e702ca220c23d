export type ExampleName = 'Amira' | 'Ben' | 'Cerys'

/** The pseudonyms of a new study's three case pupils. */
export type Bird = 'Wren' | 'Heron' | 'Kestrel'

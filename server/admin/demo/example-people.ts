export type ExampleName = 'Amira' | 'Ben' | 'Cerys' | 'Femi' | 'Grace' | 'Hywel' | 'Nadia' | 'Mair'

/** The pseudonyms of a new study's three case pupils. */
export type Bird = 'Wren' | 'Heron' | 'Kestrel'

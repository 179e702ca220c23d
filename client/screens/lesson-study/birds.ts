/** Birds to call a case pupil by. There is no field for a name, and none of these is a common one. */
const birds = [
  'Wren',
  'Heron',
  'Kestrel',
  'Plover',
  'Siskin',
  'Curlew',
  'Dunnock',
  'Lapwing',
  'Osprey',
  'Fulmar',
  'Redstart',
  'Whinchat',
  'Goldcrest',
  'Dipper',
  'Sandpiper',
  'Nuthatch',
  'Bittern',
  'Avocet',
  'Turnstone',
  'Chough',
] as const

/** Birds nobody in the study is called by, in their order. */
export function freeBirds(taken: readonly string[]): string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()))
  return birds.filter((bird) => !used.has(bird.toLowerCase()))
}

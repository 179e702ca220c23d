/** What becomes of the studies of a school that nobody belongs to, before it is taken off the list. */
export function takeOffWords(school: string, studies: number): string {
  const [what, stay, it, needed] =
    studies === 1
      ? (['One lesson study belongs', 'It stays', 'it', 'it is'] as const)
      : ([`${studies} lesson studies belong`, 'They stay', 'them', 'one is'] as const)
  return `${what} to ${school}. ${stay} behind: nobody can open ${it} any more or be put into ${it}, and what is in ${it} is deleted when its time has come. If ${needed} still needed, let a colleague belong to ${school} and put them in first.`
}

/**
 * Letters of other alphabets that look like a Latin one. Two names that look alike have one key, so that nobody can
 * sit beside Ben as a Ben spelled with a Cyrillic letter.
 */
const lookalikes: Record<string, string> = {
  а: 'a',
  в: 'b',
  е: 'e',
  з: '3',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'h',
  ι: 'i',
  κ: 'k',
  μ: 'm',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'y',
  χ: 'x',
}

/**
 * A name as sign-in and uniqueness compare it: case, accents over Latin, Greek and Cyrillic letters, width, doubled
 * spaces and look-alike letters make no difference. Siân signs in as "sian" from any keyboard.
 */
export function nameKey(name: string): string {
  return [
    ...folded(name)
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, ''),
  ]
    .map((letter) => lookalikes[letter] ?? letter)
    .join('')
    .normalize('NFC')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
}

/** Nothing to see: controls, turns of direction, letters and marks without a picture; but for what joins an emoji's parts. */
const unseen =
  /(?!(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)(?:\u200D|\uFE0F))[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{DI}\u2800]/u
/** No writing puts so many marks on one letter; they would cover the lines around it. */
const tower = /\p{M}{4}/u

/** Whether a name or school is on the screen what it is in the row: else one could look like another, or like nothing. */
export const showsAsItIs = (words: string): boolean => !unseen.test(words) && !tower.test(words)

/** An e-mail address as sign-in compares it. */
export function mailKey(mail: string): string {
  return mail.normalize('NFKC').toLowerCase().trim()
}

/** Upper case between two lower cases brings ß and SS, ς and σ together. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase()
}

/**
 * A box whose state the server keeps. It goes over under the finger, and back where that was not kept: a switch that
 * waits for the network feels broken, and one that stays over although nothing was kept is a lie.
 * `isOn` reads what is kept; `say` tells the server, and never throws.
 */
export async function goOverAtOnce(
  box: HTMLInputElement,
  isOn: () => boolean,
  say: (isOn: boolean) => Promise<unknown>,
): Promise<void> {
  await say(box.checked)
  box.checked = isOn()
}

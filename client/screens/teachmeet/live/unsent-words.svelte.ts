/** What somebody has begun to write on a page, kept while its fields come and go. */
export class UnsentWords {
  message = $state('')
  question = $state('')
  takeAway = $state('')
  classCode = $state('')

  get isAny(): boolean {
    return [this.message, this.question, this.takeAway].some((words) => words.trim() !== '')
  }
}

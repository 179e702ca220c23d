import { InputRule, inputRules, wrappingInputRule } from 'prosemirror-inputrules'
import { Fragment } from 'prosemirror-model'
import type { Plugin } from 'prosemirror-state'
import { schema } from './schema.ts'

/**
 * Two whole numbers with a slash, behind a gap and before a gap or a mark that ends a word. Not within 5/12/2026
 * or http://1/2, and nothing is divided by nought.
 */
const typedFraction = /(?:^|[\s(“"‘'])(\d{1,3})\/([1-9]\d{0,2})([\s.,;:?!)”"’'])$/

/** What turns into something else as it is typed; Backspace right after takes it back. */
export function typingRules(): Plugin {
  const { bullet_list, ordered_list, blockquote } = schema.nodes
  return inputRules({
    rules: [
      new InputRule(typedFraction, (state, match, start, end) => {
        const [whole, num, den, ending] = match
        if (num === undefined || den === undefined || ending === undefined) return null
        const before = whole.length - num.length - den.length - 1 - ending.length
        const fraction = schema.nodes.fraction.create({ num, den })
        const marks = state.doc.resolve(start).marks()
        return state.tr.replaceWith(
          start + before,
          end,
          Fragment.from([fraction, schema.text(ending, marks)]),
        )
      }),
      wrappingInputRule(/^\s*[-*•]\s$/, bullet_list),
      wrappingInputRule(/^\s*1[.)]\s$/, ordered_list),
      wrappingInputRule(/^\s*>\s$/, blockquote),
    ],
  })
}

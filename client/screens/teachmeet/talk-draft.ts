import type { TalkId } from '../../../shared/ids.ts'
import { talkMinutes, type Licence, type TalkKind } from '../../../shared/teachmeet/talk-kinds.ts'
import type { AddTalk, ChangeTalk, TalkView } from '../../../shared/teachmeet/talks.ts'

/** A speaker's card as a form holds it. */
export interface TalkDraft {
  title: string
  kind: TalkKind
  minutes: AddTalk['minutes']
  lines: string
  link: string
  licence: Licence
  mayRecord: boolean
  mayStream: boolean
  mayPublish: boolean
  needs: string
}

/** Nothing is consented to by not looking. */
export const newTalkDraft = (): TalkDraft => ({
  title: '',
  kind: 'nano',
  minutes: 2,
  lines: '',
  link: '',
  licence: 'unsaid',
  mayRecord: false,
  mayStream: false,
  mayPublish: false,
  needs: '',
})

export const draftOfTalk = (talk: TalkView): TalkDraft => {
  const { title, kind, lines, link, licence, mayRecord, mayStream, mayPublish } = talk
  return {
    ...{ title, kind, lines, link, licence, mayRecord, mayStream, mayPublish },
    minutes: talk.minutes as AddTalk['minutes'],
    needs: talk.needs ?? '',
  }
}

/** With another kind, which is as long as that kind usually is. */
export const ofKind = (draft: TalkDraft, kind: TalkKind): TalkDraft => ({
  ...draft,
  kind,
  minutes: talkMinutes[kind][0],
})

const trimmed = (draft: TalkDraft): TalkDraft => ({
  ...draft,
  title: draft.title.trim(),
  lines: draft.lines.trim(),
  link: draft.link.trim(),
  needs: draft.needs.trim(),
})

export const newTalkOf = (id: TalkId, draft: TalkDraft): AddTalk => ({ id, ...trimmed(draft) })

/** What differs from what the form began with; of a kind and its minutes, both. */
export function talkChange(began: TalkDraft, draft: TalkDraft): Omit<ChangeTalk, 'version'> {
  const is = trimmed(draft)
  const changed = Object.entries(is).filter(
    ([name, value]) => value !== began[name as keyof TalkDraft],
  )
  const change: Omit<ChangeTalk, 'version'> = Object.fromEntries(changed)
  return 'kind' in change ? { ...change, minutes: is.minutes } : change
}

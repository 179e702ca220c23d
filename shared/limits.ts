/** Every limit of the product, with its unit in its name and the reason where there was a choice. */

const kib = 1024
const mib = 1024 * 1024

// The wire (server/sync/SPEC.md, section Limits)
/** A live frame where anybody with the right may change anything. */
export const frameBytesMax = 1 * mib
/** A live frame where each writes only entries of their own: small notes, so small frames. */
export const ownFrameBytesMax = 64 * kib
/** The answer to the server's SyncStep1: a week offline can be one large update. */
export const firstSyncBytesMax = 16 * mib
/** A larger first sync is decoded off the main thread. */
export const mainThreadDecodeBytesMax = 1 * mib
/** Large first syncs that wait for their reader; whoever comes past it is asked to come again. */
export const largeReadsWaitingBytesMax = 64 * mib
/** The largest honest one takes about a second. */
export const largeReadMsMax = 10_000
/** A large first sync is read again where others have brought parts of it meanwhile: this often. */
export const largeReadTriesMax = 3
export const liveStructsMax = 20_000
export const firstSyncStructsMax = 300_000
export const liveClientSectionsMax = 8
export const firstSyncClientSectionsMax = 1_000
/** Embedded JSON and formats: a link's address fits many times over. */
export const embedBytesMax = 64 * kib
/** Levels of arrays and objects within one embedded value. */
export const embedDepthMax = 32
/** Keys of maps, names of marks, attributes and elements. */
export const keyBytesMax = 256
export const newClientIdsPerPersonDayMax = 1_000
/** Clocks stay below this, so that no id can be pushed to where arithmetic ends. */
export const clockMax = 2 ** 31
export const rootsPerDocumentMax = 2_000
export const rootNameBytesMax = 128
export const updateDepthMax = 64
export const awarenessBytesMax = 4 * kib
export const syncStep1PerMinuteMax = 6
export const stateVectorBytesMax = 64 * kib
/** Frames of every kind: a stock client sends all presence back that it is told of. */
export const framesPerSecondMax = 200
export const framesBurstMax = 600
export const updatesPerSecondMax = 60
export const updatesBurstMax = 300
export const updateBytesPerSecondMax = 2 * mib
export const pendingBytesMax = 256 * kib
export const pendingMsMax = 10_000
/** Past this a reader is behind: it gets one merged catch-up when its buffer drains. */
export const outboundSoftBytesMax = 1 * mib
export const outboundDrainedBytes = 256 * kib
export const outboundHardBytesMax = 8 * mib
export const behindMsMax = 30_000
export const connectionsPerPersonDocumentMax = 10
export const connectionsPerPersonMax = 40
export const connectionsPerDocumentMax = 1_000
export const documentWarnBytes = 5 * mib
export const documentBytesMax = 20 * mib
export const wsFragmentsMax = 64
export const wsBufferedChunksMax = 4_096
export const wsFirstSyncBufferedChunksMax = 32_768
export const pingMs = 25_000
export const missedPingsMax = 2
/** y-websocket reconnects after 30 s without a message. */
export const keepAliveMs = 15_000
/** While commits are this close together the next gathers company (storage.md: the commit is what costs). */
export const commitSpacingMs = 5
/** Past a frame a millisecond commits keep as far apart as this: an eighth as many, and nobody sees the difference. */
export const busyCommitSpacingMs = 40
/** An acknowledgement may wait this long for company. */
export const savedDelayMsMax = 200
export const presenceMs = 125 // 8 Hz
export const crowdPresenceMs = 500 // 2 Hz
export const crowdConnectionsMin = 50
/** A tail past either bound is compacted. To merge so many rows for a newcomer takes 4 ms, and 15 ms for twice as many. */
export const tailUpdatesMax = 500
export const tailBytesMax = 64 * kib
export const commitQueueBytesMax = 4 * mib
export const rightsCheckMs = 60_000
/** What one frame of our own client may carry: an edit, the cursor that goes with it, and a few more. */
export const messagesPerFrameMax = 64
/** No document has more people than this in one awareness message. */
export const awarenessEntriesMax = 1_000
/** A renewal of unchanged presence gathers company; clients forget a person after 30 s without one. */
export const presenceRenewalMs = 2_000
/** A room without a commit for this long is quiet: time to compact what has gathered. */
export const quietMs = 30_000
/** Fewer rows than this are not worth a snapshot when a room goes quiet. */
export const quietTailUpdatesMin = 20
export const compactionMsMax = 60_000
/** An idle worker is ended: it costs some 30 MiB. */
export const workerIdleMs = 60_000
export const workerMibMax = 512
/** How long a closing server waits for its last commit. */
export const drainMsMax = 10_000

// Storage
/** A transaction keeps everybody else's writes waiting: longer is a fault, and it is rolled back. */
export const transactionMsMax = 1_000
/** Statements that wait for a transaction to end; past it the server says that it is busy. */
export const storageWaitingMax = 10_000
export const busyTimeoutMs = 5_000
/** PostgreSQL connections of one server. */
export const databaseConnectionsMax = 10

// HTTP
export const requestBytesMax = 256 * kib
/** A request that brings the words of a chapter: JSON writes some characters with two, others with six. */
export const chapterRequestBytesMax = 1 * mib
export const headerBytesMax = 16 * kib
export const headersMsMax = 15_000
export const requestMsMax = 60_000
/** A person's requests, or those of an address nobody has signed in from: a whole staff may sit behind one. */
export const requestsPerMinuteMax = 1_200
/** Upgrades that are still being judged: when a host goes on, a whole hall opens the notes of the next talk at once. */
export const upgradesAtOnceMax = 1_000
export const liveFrameBytesMax = 8 * kib
export const liveFramesPerMinuteMax = 120
/** A browser this far behind is let go; it comes back and fetches everything again. */
export const liveOutboundBytesMax = 64 * kib
export const liveConnectionsPerPersonMax = 40
/** A page is fetched this long before its tab is granted what it watches, on a slow line. */
export const liveRecentMs = 5_000
export const liveRecentMax = 1_000

// People
export const nameLengthMax = 64
export const mailLengthMax = 254
export const passwordLengthMin = 10
export const passwordLengthMax = 256
export const peopleMax = 2_000
export const sessionDaysMax = 30
export const sessionsPerPersonMax = 20
export const ownerLinkHoursMax = 48
/** A link can be passed on, so it lives shorter than a printed code. */
export const linkDaysMax = 7
export const invitationDaysMax = 30
export const invitationUsesMax = 200
export const codesPerSheetMax = 200
export const openInvitationsMax = 500
export const resetCodeHoursMax = 48
export const signInTriesPerMinuteMax = 10
/** Failed tries of a whole school behind one address, whatever the names. */
export const signInTriesPerMinuteAddressMax = 100
export const codeTriesPerMinuteMax = 10
export const codeTriesPerMinuteServerMax = 100
/** Password hashing is costly on purpose; more at once would starve the sockets. */
export const passwordHashesAtOnceMax = 2
export const passwordHashesQueuedMax = 50

// What a device takes along
/** Views kept on a device, a person; the oldest give way. */
export const keptViewsMax = 100
export const keptViewBytesMax = 512 * kib
/** Requests that wait on a device; a lesson makes some dozens. */
export const waitingRequestsMax = 1_000
/** The server failed at a request this often: it is set aside, so that those behind it arrive. */
export const brokenTriesMax = 5
/** A document that has not come by then is on a network that brings none of the others either. */
export const takeAlongMsMax = 20_000

// Community
export const communityNameLengthMax = 120
export const themesMax = 200
export const themeLengthMax = 200

// Lesson study
export const titleLengthMax = 300
export const shortTextLengthMax = 200
export const longTextLengthMax = 4_000
export const studiesPerPersonOpenMax = 200
export const studyPeopleMax = 24
export const lessonsPerStudyMax = 3
export const casePupilsMin = 2
export const casePupilsMax = 6
export const pseudonymLengthMax = 40
export const pupilCountMax = 99
export const stageMinutesMax = 240
export const lessonMinutesMax = 240
export const planRowsMax = 60
export const stageTitleLengthMax = 200
export const pastedRowsMax = 40
/** How many studies Today shows. */
export const recentStudiesMax = 6
/** How many coming research lessons Today shows. */
export const comingUpMax = 12
/** Case pupils of a study, those taken out among them: their letters go on counting. */
export const casePupilsEverMax = 12

// The chain of a lesson study
/** Notes of one observer in one lesson: a note every six seconds for an hour would be fewer. */
export const notesPerObservationMax = 600
export const noteLengthMax = 2_000
export const repliesPerNoteMax = 50
export const replyLengthMax = 400
export const interviewsPerLessonMax = 24
export const answerLengthMax = 2_000
export const stageMarksPerLessonMax = 400
/** A mark made offline arrives later; one from further ahead than this has a clock that is wrong. */
export const markAheadMsMax = 120_000
/** Marks older than this are of another lesson. */
export const markAgeDaysMax = 60
/** One to three notes carry a claim; more are a list, not a reason. */
export const claimNotesMax = 3
export const claimLengthMax = 400
export const claimsPerStudyMax = 300
export const decisionLengthMax = 600
export const decisionsPerStudyMax = 200
export const actionLengthMax = 300
export const actionsPerPersonOpenMax = 200
/** One question at the end of a change: "what changed for pupils?" */
export const actionAnswerLengthMax = 2_000
/** How many finished to-dos Today still shows. */
export const doneActionsShownMax = 3
export const agreementNormsMax = 20
export const normLengthMax = 300
export const agreementVersionsMax = 50
export const coverLengthMax = 120
/** Minutes that "Add a minute" and a step of a run sheet may come to. */
export const runStepMinutesMax = 60
/** How many dates on the way to a lesson Today shows, and how many days ahead. */
export const comingMilestonesMax = 6
export const comingMilestoneDaysMax = 21
/** Acts shown on a study's page, newest first. */
export const studyActsShownMax = 100
export const reasonLengthMin = 10
export const reasonLengthMax = 500
export const emergencyAccessMinutes = 60
export const retentionMonthsMin = 1
export const retentionMonthsMax = 84
/** What is to be deleted is listed for this long before it is. */
export const retentionNoticeDays = 28
export const safeguardingContactLengthMax = 300
/** Names on the device's own list of names to warn of; never sent. */
export const listedNamesMax = 400

// Reading
export const clubsPerPersonMax = 40
export const clubPeopleMax = 40
export const clubNameLengthMax = 120
export const clubPlaceLengthMax = 120
export const textsPerClubMax = 40
export const textTitleLengthMax = 300
export const rightsNoteLengthMax = 300
export const chaptersPerTextMax = 60
/** The source of a chapter that is pasted or loaded: some 60,000 words; a book comes in chapters. */
export const chapterSourceBytesMax = 400 * kib
export const blocksPerChapterMax = 3_000
/** Whoever comes back to a chapter within this time is on the same visit. */
export const visitMs = 30 * 60_000
export const pageNameLengthMax = 12
/** Notes of one person beside one chapter, in one document. */
export const annotationsPerPersonMax = 500
export const annotationLengthMax = 2_000
export const tagsPerAnnotationMax = 6
export const tagLengthMax = 40
/** How much of a text one note may quote; of one that may only be quoted, less. */
export const quoteLengthMax = 1_200
export const quotationLengthMax = 300
/** What stands before and after a quote, by which it is found again when the text has changed. */
export const quoteContextLength = 32

// Best ideas
export const ideasPerClubMax = 400
export const ideaTitleLengthMax = 160
export const ideaWhyLengthMax = 400
export const dotsPerPersonMax = 3
/** The first three are chosen when a vote is closed, and whatever has as many dots as the third. */
export const chosenIdeasMin = 3

// Meetings
export const meetingsPerClubMax = 60
export const meetingWordsLengthMax = 1_000
/** Above six people a round of talk is held in parallel groups of three or four (templates.md 2.7). */
export const wholeGroupMax = 6
export const groupSizeMax = 4
/** Fewer marks of a statement would tell whose they are. */
export const statementMarkersMin = 3
export const runStepsMax = 120
export const protocolStepsMax = 30
export const protocolNameLengthMax = 120
export const protocolPromptLengthMax = 400
export const protocolsMax = 100

// Trying and reporting
/** Small steps (features.md RD-22): a third is asked about, never forbidden. */
export const openCommitmentsUsual = 2
export const openCommitmentsMax = 12
export const commitmentsShownMax = 200
export const classCodeLengthMax = 20
export const tryTextLengthMax = 2_000
export const weeklyIdeaWordsMax = 90
export const weeklyIdeaLengthMax = 900
export const weeklyIdeasShownMax = 12
export const noticedPerPersonMax = 1_000
export const noticedLengthMax = 600
export const peerVisitsPerPersonMax = 200
/** Visits of others, shared with whoever asks; the newest. */
export const peerVisitsShownMax = 200

// Schools
export const schoolsMax = 40
export const schoolNameLengthMax = 120

// Guests (security.md: one object, one role, one end)
export const openPassesPerObjectMax = 20
export const passLabelLengthMax = 120
export const passUsesMax = 500
export const passDaysMax = 120
/** Typed from paper or heard on the telephone. */
export const pinLengthMin = 4
export const pinLengthMax = 8
/** Wrong PINs after which a pass is closed; whoever gave it makes another. */
export const pinTriesMax = 10
/** Six of 32 letters live this long: a hundred guesses a minute hit one of 20 codes once in 9,000 hours, and then wait. */
export const joinCodeMinutes = 60
export const openJoinCodesMax = 20
/** Tries of a link, code or PIN in a minute, by address, and on the whole server. */
export const passTriesPerMinuteMax = 30
export const joinCodeTriesPerMinuteMax = 100
/** How often one guest takes their own seat again, by their pass or their return link: each is a line in its log. */
export const guestReturnsPerMinuteMax = 10
export const guestsWaitingMax = 200
/** Two thirds of them from one address: a hall has one for everybody, and somebody who makes mischief has one too. */
export const guestsWaitingPerAddressMax = 133
export const passActsShownMax = 200
export const guestDataDays = 90
/**
 * What a guest changes in a minute of what every page of a TeachMeet shows, and fetches again: their name, their seat, their
 * talk, their thanks. And taps that cost the others less, as a vote.
 */
export const guestChangesPerMinuteMax = 30
export const guestTapsPerMinuteMax = 60
/** What one guest writes into one document while it is open: an hour of typing is half of it, and ten would not fill it. */
export const guestBytesPerDocumentMax = 2 * mib

// TeachMeets
export const teachMeetTitleLengthMax = 120
export const teachMeetHostsMax = 6
export const teachMeetMinutesMin = 10
export const teachMeetMinutesMax = 480
export const attendeesPerTeachMeetMax = 1_000
export const talksPerTeachMeetMax = 60
export const talksPerPersonMax = 3
export const talkTitleLengthMax = 120
export const talkLinesLengthMax = 600
export const sheetItemsMax = 20
export const seedMax = 9_999
export const drawsPerTeachMeetMax = 200
export const talkTablesMax = 40
export const tableThemeLengthMax = 120
export const messageLengthMax = 500
/** A person's chat messages in a minute; a flood is refused kindly. */
export const messagesPerMinuteMax = 12
export const messagesPerTeachMeetMax = 5_000
/**
 * Pages are told at most this often that something was said, and fetch it; where more than these show it, by so much more
 * rarely, so that a hall of five hundred asks no more of the server than one of a hundred.
 */
export const liveNewsMs = 500
export const liveNewsTabs = 100
/** What a page that comes late is shown of the chat. */
export const messagesShownMax = 200
export const chatDaysMax = 30
export const questionLengthMax = 300
export const questionsPerPersonMax = 20
export const questionsPerTeachMeetMax = 500
export const takeAwaysPerPersonMax = 40
export const takeAwayDueDays = 14
export const moderationActsShownMax = 300
export const moderationReasonLengthMax = 300
export const thanksLengthMax = 600
export const linkAddressLengthMax = 500
/** Talks that stand in the library, the newest. */
export const sharedTalksShownMax = 200
/** A larger page of notes is opened, and not read out on the page that looks back. */
export const notesReadBytesMax = 2 * mib

// Suggestions of an invited expert
export const suggestionLengthMax = 1_000
export const suggestionsPerLessonMax = 200

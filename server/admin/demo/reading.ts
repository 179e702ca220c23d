import type { ExampleLesson, ExampleStudy } from './example-study.ts'

const lessonOne: ExampleLesson = {
  schoolDays: 6,
  startsAt: '09:20',
  minutes: 45,
  fields: {
    why: 'Eleven of 26 read the page aloud without a mistake in October and could not say what had happened on it. They say words one by one, each with the same weight, and stop where the line stops.',
    known:
      '- Reading with expression and understanding go together; which of them leads is less clear than we thought.\n- A second reading is cheap, and pupils do not mind it when it has a **purpose**.\n- Last year’s trial with echo reading helped most of all those who were afraid to read aloud.',
    aim: 'Children who read to find out, and notice when a sentence has not told them anything.',
    'class-aim':
      'Everyone rereads one sentence so that a partner can tell what is happening in it.',
    technique: 'Rereading in pairs, with a reason for the second time.',
    observing:
      'Cerys teaches. Amira watches all three, Ben the class: who rereads unasked? Write down the sentence and how it was read.',
    prepare:
      '- The first page of the fox story, large print, lines broken by phrase\n- The same page as printed\n- One puppet a pair, for whoever is told the story',
    'pupil-questions':
      '1. What did you do differently the second time?\n2. How did you know it was better?',
  },
  pupils: {
    Wren: {
      now: 'Decodes everything, in one tone. “I read it all.”',
      success: 'Stops and rereads once without being asked.',
      surprise: 'She objects to how a partner read a sentence.',
    },
    Heron: {
      now: 'Understands all that is read _to_ him. Loses the sentence while he sounds out.',
      success: 'Tells the puppet what the fox wants.',
      support: 'Meets six words of the page beforehand, in a game.',
    },
    Kestrel: {
      now: 'Reads fast and with feeling, and guesses when a word is long.',
      success: 'Goes back for one word that changed the meaning.',
    },
  },
  stages: [
    {
      minutes: 7,
      title: 'Two ways to say it',
      cells: {
        do: 'Cerys reads one sentence twice: word by word, then as the fox would. “What did you know after the second that you did not know after the first?”',
        responses: '- “The second was louder”\n- “He is cross”\n- “He wants to get in”',
        support: 'To “louder”: “Where? Which word?”',
        watch: 'Who speaks of the fox, and who of the voice?',
      },
      predictions: {
        Wren: 'Say that the second was faster.',
        Heron: 'Know at once that the fox is pretending.',
        Kestrel: 'Act it out.',
      },
    },
    {
      minutes: 10,
      title: 'First reading',
      cells: {
        do: 'In pairs, one reads the page aloud, the other follows with a finger. Change over at the picture.',
        responses: '- Stop at the end of each line\n- Correct each other’s words\n- Lose the place',
        support: 'Hand out the page that is broken by phrase.',
        watch: 'Where do they breathe?',
      },
      predictions: {
        Wren: 'Read without a mistake and without a pause.',
        Heron: 'Sound out eight words. Look at the picture for help.',
        Kestrel: 'Read “frightened” as “frozen” and go on.',
      },
    },
    {
      minutes: 16,
      title: 'Reread for the puppet',
      cells: {
        do: 'The puppet has heard nothing yet. Choose the two sentences it most needs, practise them, and read them so that it knows what is going on.',
        responses:
          '- Choose the first two\n- Choose the ones with talking in them\n- Argue about which matter',
        support: '“What would it _not_ know, if you left this one out?”',
        watch: 'A sentence read twice, and what changed between.',
        materials: 'Puppets, both versions of the page',
      },
      predictions: {
        Wren: 'Choose the first two. Change her voice when her partner asks who is speaking.',
        Heron: 'Choose well. Ask his partner to read first, then do it from memory.',
        Kestrel: 'Perform. Notice “frightened” when the partner laughs at “frozen”.',
      },
    },
    {
      minutes: 12,
      title: 'What the fox wants',
      cells: {
        do: 'Finish: “The fox says … but he wants …”. Put a finger on the sentence that tells you.',
        responses: '- The right sentence, read again\n- The picture\n- “I just know”',
        support: '“Read me the place that made you know.”',
        watch: 'Do they go back to the page?',
      },
      predictions: {
        Wren: 'Copy what the fox says. Reread when asked for “but”.',
        Heron: 'Say it well, point at the picture.',
        Kestrel: 'Write it at once, with a reason of his own.',
      },
    },
  ],
}

/** A pair in Year 2, planning its first lesson, with a colleague who will observe. */
export const reading: ExampleStudy = {
  title:
    'Why do some of our Year 2s read every word aloud and still not know what the sentence said?',
  question:
    'If pupils reread a sentence with a listener in mind, will they notice more often by themselves that it has not made sense yet? We would see them go back to the page.',
  theme: 'Pupils give reasons, and expect them of each other',
  focus: 'Reading aloud and understanding, English',
  yearGroup: 'Year 2',
  classCode: '2C',
  pupilCount: 26,
  setting: 'Library corner and classroom, in pairs',
  expert: '',
  people: [
    ['Cerys', 'teacher'],
    ['Amira', 'teacher'],
    ['Ben', 'observer'],
  ],
  pupils: [
    { pseudonym: 'Wren', learnerGroup: 'Decodes accurately, in one tone' },
    { pseudonym: 'Heron', learnerGroup: 'Understands by ear, slow to decode' },
    { pseudonym: 'Kestrel', learnerGroup: 'Reads fast, guesses long words' },
  ],
  lessons: [lessonOne],
}

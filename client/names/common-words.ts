/**
 * Names that are words of every day too. They are taken for names only where a word would not be written like that:
 * with a capital in the middle of a sentence, or with a capital and an apostrophe.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `amber angel april art ash august autumn basil bay bill blossom bob brook buck bud carol chance charity chase cherry
  chip chuck clay cliff colt constance cooper coral crystal daisy dale dawn dean destiny dick dolly don drew duke earl
  earnest eve faith fern flora forest frank gene ginger glen grace grant guy hazel heath heather holly hope hunter iris
  ivy jack jade jasmine jay jewel joy june king lane lily lynx major mark mason max may melody mercy merry mike miles
  mint misty nick noble noel olive pansy pat patience pearl penny peace pepper pierce piper pop poppy precious prince
  princess prudence ray reed rich rob robin rose royal ruby rusty sandy saint scarlet sky skip spencer star stern storm
  sue summer sunny tad tanner taylor ted temple terry trinity unity van victor victory violet wade ward warren will
  willow win winter wren`
    .split(/\s+/)
    .filter(Boolean),
)

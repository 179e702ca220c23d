import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { bundleBench } from './bundle.ts'
import { measureMeet, printMeet } from './meet-load.ts'

/** `npm run load [-- --people N --seconds N --typists N --step-every N --json FILE]`: a TeachMeet of so many people. */
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '60' },
    typists: { type: 'string', default: '6' },
    'step-every': { type: 'string', default: '60' },
    json: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const order = {
  ...{ people: Number(values.people), seconds, typists: Number(values.typists) },
  stepEveryMs: Math.min(Number(values['step-every']), seconds / 3) * 1000,
}

await bundleBench()
const figures = await measureMeet(order)
printMeet(order, figures)
if (values.json) {
  const facts = { node: process.version, ...order }
  writeFileSync(values.json, `${JSON.stringify({ facts, ...figures }, null, 2)}\n`)
}

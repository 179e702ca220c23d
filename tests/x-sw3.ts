import { chromium } from '@playwright/test'
import { ServerProcess } from '/work/main/tests/support/server-process.ts'
import { chromiumArgs, findChromium } from '/work/main/tests/support/chromium.ts'
import { mkdtempSync } from 'node:fs'
const server = await ServerProcess.create(); await server.start()
const c = await chromium.launchPersistentContext(mkdtempSync('/tmp/prof-'), { executablePath: await findChromium(), args: chromiumArgs })
const p = await c.newPage()
await p.goto(server.url + '/come-in'); await p.getByRole('heading',{level:1}).waitFor()
await p.evaluate(() => navigator.serviceWorker.ready.then(()=>{}))
for (let i=0;i<4;i++){ 
 await c.browser()!.startTracing(p, { categories: ['v8','disabled-by-default-v8.compile','devtools.timeline'] })
 await p.goto(server.url+'/come-in'); await p.getByRole('heading',{level:1}).waitFor()
 const t = JSON.parse((await c.browser()!.stopTracing()).toString()).traceEvents as any[]
 const comp = t.filter(e => /^v8\.(compile|produce|consume)|V8\.CompileModule|V8.CompileIgnition|V8.CompileFunction/i.test(e.name) && e.dur)
 const by: Record<string,[number,number]> = {}
 for (const e of comp) { const k = e.name + (e.args?.data?.cacheConsumeOptions ? ':' + e.args.data.cacheConsumeOptions + (e.args.data.cacheRejected?' REJ':'') : ''); (by[k] ??= [0,0])[0]++; by[k]![1]+= e.dur/1000 }
 console.log(i, JSON.stringify(by))
}
await c.close(); await server.dispose()

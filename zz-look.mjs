import { chromium } from '@playwright/test'
import { startProcess } from './e2e/support/site-process.ts'
import { lakeCommand } from './e2e/support/command.ts'
import { createClient } from '@sanity/client'
import { mkdtemp } from 'node:fs/promises'
const dir = await mkdtemp('/tmp/desk-look-')
const site = await startProcess({ LAKESIDE_DATA: dir, LAKESIDE_SAMPLE: process.env.SAMPLE ?? 'on' })
const token = await lakeCommand(dir, 'token', '--role', 'administrator')
const client = createClient({ projectId:'lakeside', dataset:'production', apiHost: site.url+'/lake', useProjectHostname:false, useCdn:false, apiVersion:'2025-02-19', token, perspective:'raw' })
const browser = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-quic','--disable-background-networking','--disable-component-update','--disable-sync'] })
const page = await browser.newPage({ viewport:{width:1440,height:900} })
const errors=[]; page.on('console', m=>{ if(m.type()==='error') errors.push(m.text().slice(0,300)) }); page.on('pageerror', e=>errors.push('PE '+e.message.slice(0,300)))
page.on('response', r=>{ if(r.status()>=400) errors.push(r.status()+' '+r.url().slice(0,200)) })
const shot = n => page.screenshot({path:`/tmp/desk-zh/shots/${n}.png`})
const step = async (n, f) => { try { await f() } catch(e) { console.log('STEP', n, e.message.slice(0,400)) } await shot(n) }
try {
  const { origin, searchParams } = new URL(site.signInLink)
  await page.request.post(`${origin}/lake/sign-in/link`, { form:{ code: searchParams.get('code'), skip:'1' }, headers:{origin} })
  if (!process.env.SAMPLE) {
  const list = (await client.fetch('*[_id=="linkList-chatgpt-more"][0]'))
  await client.createOrReplace({...list,_id:'drafts.linkList-chatgpt-more',title:'改過的清單標題'})
  await client.create({_id:'placement-soon',_type:'placement',title:'下週的檔期',banner:{_type:'reference',_ref:'banner-offer'},slot:{_type:'reference',_ref:'slot-app-download'},priority:0,startsAt:new Date(Date.now()+86400000).toISOString(),endsAt:new Date(Date.now()+5*86400000).toISOString()})
  }
  await import(process.argv[2]).then(m=>m.default({page,site,client,step,shot}))
} finally { console.log(errors.join('\n')); await browser.close(); await site.stop() }

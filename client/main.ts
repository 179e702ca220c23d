import { mount } from 'svelte'
import App from './App.svelte'
import { registerWorker } from './offline/register-worker.ts'
import { applyTheme } from './theme.svelte.ts'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'

applyTheme()
const target = document.getElementById('app')
if (!target) throw new Error('index.html has no place for the app')
mount(App, { target })
registerWorker()

export type Theme = 'system' | 'light' | 'dark'

const key = 'staffroom:theme'

/** Light, dark, or as the system has it; kept on this device, since it is about this screen. */
class ThemeChoice {
  #chosen = $state<Theme>(remembered())

  get chosen(): Theme {
    return this.#chosen
  }

  choose(theme: Theme): void {
    this.#chosen = theme
    try {
      localStorage.setItem(key, theme)
    } catch {
      // A browser that keeps nothing still shows the theme until the tab is closed.
    }
    applyTheme()
  }
}

export const theme = new ThemeChoice()

export function applyTheme(): void {
  const { dataset } = document.documentElement
  if (theme.chosen === 'system') delete dataset['theme']
  else dataset['theme'] = theme.chosen
}

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(key)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    return 'system'
  }
}

'use client'

import dynamic from 'next/dynamic'

/** The Studio, loaded in the browser only: its bundle stays out of the server's and it reads the page's own address. */
export const Studio = dynamic(() => import('#sanity/studio/studio-app.tsx'), {
  ssr: false,
  loading: () => <p style={{ font: '16px/1.6 system-ui, sans-serif', padding: '2rem' }}>正在打開 Studio……</p>,
})

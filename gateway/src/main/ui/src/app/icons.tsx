import type { ReactNode } from 'react';

function icon(name: string, shape: ReactNode) {
  const Icon = () => (
    <svg className="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false">
      {shape}
    </svg>
  );
  Icon.displayName = name;
  return Icon;
}

export const Home = icon('Home', <path d="M3 9.2 10 3.5l7 5.7V16.5h-4.8v-4.6H7.8v4.6H3z" />);
export const Bots = icon('Bots', <path d="M4 7h12v9H4zM10 3.5V7M7.5 10.8v1.4M12.5 10.8v1.4M2 10.5v3M18 10.5v3" />);
export const Chart = icon('Chart', <path d="M6 4v12M4.3 7h3.4v6H4.3zM14 4v12M12.3 6h3.4v5h-3.4zM10 2.5v4" />);
export const Shield = icon('Shield', <path d="M10 2.8 16.5 5v5c0 3.6-2.7 6.3-6.5 7.6C6.2 16.3 3.5 13.6 3.5 10V5z" />);
export const Flask = icon('Flask', <path d="M7.5 3h5M8.3 3v5L4 15.5c-.5.9.1 1.5 1 1.5h10c.9 0 1.5-.6 1-1.5L11.7 8V3M6 12.5h8" />);
export const Events = icon('Events', <path d="M3 5h14M3 10h14M3 15h9" />);
export const Bell = icon('Bell', <path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.2h3" />);
export const Cluster = icon('Cluster', <path d="M10 3.2 16 6.6v6.8l-6 3.4-6-3.4V6.6zM10 10l6-3.4M10 10v6.8M10 10 4 6.6" />);
export const Gear = icon('Gear', <path d="M10 7.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M10 2.5v2.3M10 15.2v2.3M2.5 10h2.3M15.2 10h2.3M4.7 4.7l1.6 1.6M13.7 13.7l1.6 1.6M4.7 15.3l1.6-1.6M13.7 6.3l1.6-1.6" />);
export const Menu = icon('Menu', <path d="M3 5.5h14M3 10h14M3 14.5h14" />);
export const Close = icon('Close', <path d="m5 5 10 10M15 5 5 15" />);
export const Sun = icon('Sun', <path d="M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M4.3 15.7l1.2-1.2M14.5 5.5l1.2-1.2" />);
export const Moon = icon('Moon', <path d="M16.5 12A7 7 0 0 1 8 3.5 7 7 0 1 0 16.5 12z" />);
export const Screen = icon('Screen', <path d="M3 4h14v9.5H3zM7 17h6M10 13.5V17" />);

/** The app's sign; the same as public/icon.svg, without a request. */
export const Logo = ({ size, className }: { size: number; className?: string }) => (
  <svg viewBox="0 0 512 512" width={size} height={size} aria-hidden className={className}>
    <rect width="512" height="512" rx="112" fill="#1f2fb8" />
    <circle cx="256" cy="256" r="168" fill="#faf9f6" />
    <g fill="none" stroke="#1f2fb8" strokeWidth="10">
      <circle cx="256" cy="256" r="134" />
      <circle cx="256" cy="256" r="104" />
    </g>
    <circle cx="256" cy="256" r="68" fill="#1f2fb8" />
    <circle cx="256" cy="256" r="18" fill="#faf9f6" />
  </svg>
)

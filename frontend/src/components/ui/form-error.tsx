/** What is wrong with a form as a whole. */
export const FormError = ({ message }: { message: string | undefined }) =>
  message ? (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      {message}
    </p>
  ) : null

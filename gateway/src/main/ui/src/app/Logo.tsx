/** The mark of Tickmesh with its name. */
export function Logo() {
  return (
    <span className="logo">
      <img src="/favicon.svg" alt="" width="22" height="22" />
      <span>Tickmesh</span>
    </span>
  );
}

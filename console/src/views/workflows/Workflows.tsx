/** Not drawn yet. */
export default function Workflows() {
  return <h1>Workflows</h1>;
}

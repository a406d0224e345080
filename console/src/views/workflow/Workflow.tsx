/** Not drawn yet. */
export default function Workflow() {
  return <h1>Workflow</h1>;
}

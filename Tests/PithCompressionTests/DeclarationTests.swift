// Which lines of program text declare something that goes on below them, by language.

import Testing

@testable import PithCompression

@Suite struct DeclarationTests {
    @Test(arguments: [
        "def load(path):", "    async def run(self):", "class Pool(Base):", "pub(crate) fn drain(&mut self) -> usize {",
        "    public func take(_ count: Int) -> [Item] {", "extension Pool: Sendable {", "func (s *Server) Serve(l net.Listener) error {",
        "static int backoff(int attempt)", "void Pool::drain() {", "    void drain(Pool& pool) const {", "    ~Pool() {",
        "    public List<Item> items(int count) throws IOException {", "  render(props) {", "  static async of(x) {", "  get size() {",
        "export const load = async (id) => {", "const twice = x => {", "module.exports = function (grunt) {",
        "  private readonly run = (job: Job) => {",
    ])
    func isDeclaration(line: String) { #expect(Declaration.opens(Array(line.utf8)[...])) }

    @Test(arguments: [
        "    if (ready) {", "  for (const x of xs) {", "} else if (a) {", "  switch (kind) {", "    return make(x) {",
        "  describe('a pool', () => {",
        "  items.forEach(x => {", "  const out = items.map(x => {", "    guard check(x) else {", "    while wait(x) {",
        "    let x = make(y)",
        "    match next(x) {", "  on('end', function () {", "    drain(pool);", "    total = 3",
    ])
    func isNone(line: String) { #expect(!Declaration.opens(Array(line.utf8)[...])) }
}

class DossierLs < Formula
  desc "Language server for agent markdown files"
  homepage "https://github.com/dossier-ls/dossier"
  url "https://github.com/dossier-ls/dossier/archive/refs/tags/v@version@.tar.gz"
  sha256 "@sha256:v@version@.tar.gz@"
  license any_of: ["MIT", "Apache-2.0"]
  head "https://github.com/dossier-ls/dossier.git", branch: "main"

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args(path: "server/dossier")

    generate_completions_from_executable(bin/"dossier", "completions")

    mkdir "man"
    system bin/"dossier", "man", "man"
    man1.install Dir["man/*.1"]
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/dossier --version")

    (testpath/".claude/agents/reviewer.md").write <<~MARKDOWN
      ---
      name: reviewer
      description: Reviews a change.
      tools: Reda
      ---
      Review the change.
    MARKDOWN
    assert_match "unknown-tool", shell_output("#{bin}/dossier check", 1)

    json = <<~JSON
      {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
          "rootUri": null,
          "capabilities": {}
        }
      }
    JSON
    input = "Content-Length: #{json.size}\r\n\r\n#{json}"
    assert_match(/^Content-Length: \d+/i, pipe_output("#{bin}/dossier lsp", input))
  end
end

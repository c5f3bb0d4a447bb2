{
  lib,
  stdenv,
  rustPlatform,
  fetchFromGitHub,
  gitMinimal,
  installShellFiles,
  versionCheckHook,
  nix-update-script,
}:

rustPlatform.buildRustPackage (finalAttrs: {
  pname = "dossier-ls";
  version = "@version@";

  src = fetchFromGitHub {
    owner = "dossier-ls";
    repo = "dossier";
    tag = "v${finalAttrs.version}";
    hash = lib.fakeHash;
  };

  cargoHash = lib.fakeHash;

  cargoBuildFlags = [ "--package=dossier-ls" ];

  # The other tests hold files of the repository against each other.
  cargoTestFlags = [
    "--package=dossier-ls"
    "--bins"
    "--test=session"
    "--test=command_line"
  ];

  nativeBuildInputs = [ installShellFiles ];

  nativeCheckInputs = [ gitMinimal ];

  postInstall = lib.optionalString (stdenv.buildPlatform.canExecute stdenv.hostPlatform) ''
    installShellCompletion --cmd dossier \
      --bash <($out/bin/dossier completions bash) \
      --fish <($out/bin/dossier completions fish) \
      --zsh <($out/bin/dossier completions zsh)
    mkdir man
    $out/bin/dossier man man
    installManPage man/*.1
  '';

  doInstallCheck = true;
  nativeInstallCheckInputs = [ versionCheckHook ];

  passthru.updateScript = nix-update-script { };

  meta = {
    description = "Language server for agent markdown files";
    homepage = "https://github.com/dossier-ls/dossier";
    changelog = "https://github.com/dossier-ls/dossier/blob/v${finalAttrs.version}/CHANGELOG.md";
    license = with lib.licenses; [
      mit
      asl20
    ];
    maintainers = [ ];
    mainProgram = "dossier";
  };
})

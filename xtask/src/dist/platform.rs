//! The platforms that Dossier is released for, as each registry calls them.

/// A platform, under the names of those who distribute for it.
pub(crate) struct Platform {
    /// Rust's name.
    pub(crate) triple: &'static str,
    /// Visual Studio Code's.
    /// Source: its documentation, publishing extensions, platform-specific, 2026-11.
    pub(crate) vscode: &'static str,
    /// Of npm: system, processor and, on Linux, C library.
    /// Source: npm documentation, package.json, `os`, `cpu` and `libc`, 2026-11.
    pub(super) npm: (&'static str, &'static str, Option<&'static str>),
    /// What a wheel is tagged with, where that doesn't depend on the C library.
    /// Source: PyPA specifications, platform compatibility tags, 2026-11.
    pub(super) wheel: Wheel,
    /// Debian's name of the processor, for Linux.
    pub(super) debian: Option<&'static str>,
}

/// What says where a wheel runs.
pub(super) enum Wheel {
    /// These tags.
    Tags(&'static str),
    /// The processor: the rest depends on what the program needs of Linux's C library.
    Linux(&'static str),
}

/// All of them.
pub(crate) const PLATFORMS: [Platform; 8] = [
    Platform {
        triple: "x86_64-unknown-linux-gnu",
        vscode: "linux-x64",
        npm: ("linux", "x64", Some("glibc")),
        wheel: Wheel::Linux("x86_64"),
        debian: Some("amd64"),
    },
    Platform {
        triple: "aarch64-unknown-linux-gnu",
        vscode: "linux-arm64",
        npm: ("linux", "arm64", Some("glibc")),
        wheel: Wheel::Linux("aarch64"),
        debian: Some("arm64"),
    },
    Platform {
        triple: "x86_64-unknown-linux-musl",
        vscode: "alpine-x64",
        npm: ("linux", "x64", Some("musl")),
        wheel: Wheel::Linux("x86_64"),
        debian: Some("amd64"),
    },
    Platform {
        triple: "aarch64-unknown-linux-musl",
        vscode: "alpine-arm64",
        npm: ("linux", "arm64", Some("musl")),
        wheel: Wheel::Linux("aarch64"),
        debian: Some("arm64"),
    },
    Platform {
        triple: "x86_64-apple-darwin",
        vscode: "darwin-x64",
        npm: ("darwin", "x64", None),
        wheel: Wheel::Tags("macosx_10_12_x86_64"),
        debian: None,
    },
    Platform {
        triple: "aarch64-apple-darwin",
        vscode: "darwin-arm64",
        npm: ("darwin", "arm64", None),
        wheel: Wheel::Tags("macosx_11_0_arm64"),
        debian: None,
    },
    Platform {
        triple: "x86_64-pc-windows-msvc",
        vscode: "win32-x64",
        npm: ("win32", "x64", None),
        wheel: Wheel::Tags("win_amd64"),
        debian: None,
    },
    Platform {
        triple: "aarch64-pc-windows-msvc",
        vscode: "win32-arm64",
        npm: ("win32", "arm64", None),
        wheel: Wheel::Tags("win_arm64"),
        debian: None,
    },
];

impl Platform {
    /// The platform that Rust calls so. Programs for Windows that were linked by another linker
    /// run where the others do.
    ///
    /// # Errors
    /// Nothing is released for it.
    pub(crate) fn of(triple: &str) -> Result<&'static Self, String> {
        let released = triple
            .replace("windows-gnullvm", "windows-msvc")
            .replace("windows-gnu", "windows-msvc");
        let known = PLATFORMS.iter().find(|it| it.triple == released);
        known.ok_or_else(|| format!("nothing is released for {triple}"))
    }

    /// What the program's file is called.
    pub(crate) fn program(&self) -> &'static str {
        match self.is_windows() {
            true => "dossier.exe",
            false => "dossier",
        }
    }

    pub(super) fn is_windows(&self) -> bool {
        self.triple.contains("windows")
    }

    /// What the name of its npm package ends with, which bin/dossier.js looks for.
    pub(super) fn npm_name(&self) -> String {
        let (system, processor, library) = self.npm;
        let library = library.map_or_else(String::new, |it| format!("-{it}"));
        format!("{system}-{processor}{library}")
    }
}

//! Why a file is an agent file, or is none.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Dialect, DialectId, PlaceGlobs};
use dossier_syntax::FrontMatter;
use serde::Serialize;

use super::{Place, Places, below, slashed};

/// Why a file is what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "reason")]
pub enum Why {
    /// It lies where a program looks for such files.
    Place {
        /// The glob that its path matches.
        glob: String,
        /// What the glob is relative to.
        under: Base,
    },
    /// It lies where no program looks, but its front matter has what such a file must have.
    Shape {
        /// What shows that it is one.
        sign: Sign,
        /// True where none of its tools is one of the program whose fields it has, so that it is
        /// taken for another program's.
        foreign: bool,
    },
    /// A link leads to its folder, and a program looks there.
    Linked {
        /// The path by which the program finds it.
        path: Utf8PathBuf,
    },
    /// A manifest lists it, or a folder that it lies in.
    Listed {
        /// The field that does.
        field: String,
        /// The plugin's root.
        plugin: Utf8PathBuf,
    },
    /// It lies in a plugin's usual place, but a manifest's field takes that one's place.
    Replaced {
        /// The field.
        field: String,
    },
    /// A field tells it from other files of its name.
    Told {
        /// The field.
        field: String,
    },
    /// It is one wherever it lies.
    Copied {
        /// The glob that its path matches.
        glob: String,
    },
    /// It holds the path of a folder, in a place where programs look for a folder.
    Stub,
    /// It is none.
    None {
        /// What is missing.
        because: WhyNot,
    },
}

/// What a glob is relative to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "folder")]
pub enum Base {
    /// Nothing: it is about whole paths.
    Anywhere,
    /// The user's configuration folder.
    Config(Utf8PathBuf),
    /// A plugin's root.
    Plugin(Utf8PathBuf),
}

/// What shows what a file is that lies in no known place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "value")]
pub enum Sign {
    /// A field that no other kind of file has.
    Field(String),
    /// A folder that is named for its kind.
    Folder(Utf8PathBuf),
}

/// Why a file is no agent file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "value")]
pub enum WhyNot {
    /// Its name doesn't end as Markdown does.
    Extension,
    /// It lies in a place of such files, but this glob excepts it.
    Excepted(String),
    /// It lies in no known place, and is a README.
    Readme,
    /// It lies in this dot folder, whose programs don't look for it there.
    OthersFolder(String),
    /// It lies in a folder of what a skill brings along.
    PartOfSkill,
    /// It lies in no known place, and has no front matter to tell it by.
    NoFrontMatter,
    /// It lies in no known place, and lacks these fields, which every agent has.
    LacksFields(Vec<String>),
    /// It lies in no known place, and has nothing that agents alone have.
    NothingTells,
}

impl Places {
    /// What the file at `path` is, as [`Places::of`] says, and why.
    pub fn explain(
        &self,
        path: &Utf8Path,
        text: &str,
        front_matter: Option<&FrontMatter>,
    ) -> (Option<Place>, Why) {
        let place = self.of(path, text, front_matter);
        let special = place.as_ref().and_then(|place| {
            let is_linked = place.loaded && self.at(path).is_none_or(|own| !own.loaded);
            if is_linked && let Some((path, _)) = self.loaded_through(path) {
                return Some(Why::Linked { path });
            }
            if self.by_place(path).is_none() && self.as_stub(path, text).is_some() {
                return Some(Why::Stub);
            }
            self.why_told(path, place)
                .or_else(|| self.why_in_plugin(path, place))
                .or_else(|| self.why_copied(path, place))
        });
        let why = special.unwrap_or_else(|| match &place {
            Some(place) if place.loaded => self.why_here(path, place),
            Some(place) => self.why_so(path, place, front_matter),
            None => Why::None {
                because: self.why_not(path, front_matter),
            },
        });
        (place, why)
    }

    /// The field that names the format of a file of a common name.
    fn why_told(&self, path: &Utf8Path, place: &Place) -> Option<Why> {
        if self.is_known_place(path) {
            return None;
        }
        let row = self.dialects.get(place.dialect).kind(place.kind)?;
        let field = row.told.as_ref()?.field.clone();
        Some(Why::Told { field })
    }

    /// What a plugin's manifest says of a file.
    fn why_in_plugin(&self, path: &Utf8Path, place: &Place) -> Option<Why> {
        let plugin = place.plugin.as_ref()?;
        if let Some((_, field)) = self.listed_as(plugin, path) {
            let (field, plugin) = (field.to_owned(), plugin.root.clone());
            return Some(Why::Listed { field, plugin });
        }
        let field = plugin.replaced_by(path).filter(|_| !place.loaded)?;
        let field = field.to_owned();
        Some(Why::Replaced { field })
    }

    /// Of a file that nobody's own place makes what it is: the reader's place, or its name alone.
    fn why_copied(&self, path: &Utf8Path, place: &Place) -> Option<Why> {
        let path = slashed(path);
        let of = |among| {
            let mut found = self.dialects.places(among, &path).into_iter();
            found.find(|it| (it.dialect, it.kind) == (place.dialect, place.kind))
        };
        if place.plugin.is_some() || place.user || of(PlaceGlobs::Anywhere).is_some() {
            return None;
        }
        let copied = of(PlaceGlobs::Copied)?;
        let readers = self.dialects.readers_of(place.kind, &path);
        if let Some(glob) = readers.iter().find_map(|(_, globs)| globs.first()) {
            let glob = (*glob).to_owned();
            let under = Base::Anywhere;
            return Some(Why::Place { glob, under });
        }
        let row = self.dialects.get(place.dialect);
        let glob = row.place_glob(place.kind, PlaceGlobs::Copied, copied.glob)?;
        let glob = glob.to_owned();
        Some(Why::Copied { glob })
    }

    fn why_here(&self, path: &Utf8Path, place: &Place) -> Why {
        let row = self.dialects.get(place.dialect);
        let of = |among, path: &str| {
            let mut found = self.dialects.places(among, path).into_iter();
            let found = found.find(|it| (it.dialect, it.kind) == (place.dialect, place.kind))?;
            row.place_glob(place.kind, among, found.glob)
                .map(str::to_owned)
        };
        let config = self.home.config_of(place.dialect).filter(|_| place.user);
        let in_config = config.and_then(|folder| {
            let glob = of(PlaceGlobs::Config, &below(path, folder))?;
            Some((glob, Base::Config(folder.to_owned())))
        });
        let anywhere = || {
            let glob = of(PlaceGlobs::Anywhere, &slashed(path))?;
            Some((glob, Base::Anywhere))
        };
        let in_plugin = || {
            let root = &place.plugin.as_ref()?.root;
            let glob = of(PlaceGlobs::Plugin, &below(path, root))?;
            Some((glob, Base::Plugin(root.clone())))
        };
        // One of them made it this place.
        let (glob, under) = in_config
            .or_else(anywhere)
            .or_else(in_plugin)
            .unwrap_or_else(|| (String::new(), Base::Anywhere));
        Why::Place { glob, under }
    }

    fn why_so(&self, path: &Utf8Path, place: &Place, front_matter: Option<&FrontMatter>) -> Why {
        let shape = front_matter
            .zip(self.first())
            .map(|(front_matter, row)| self.shape(row, path, front_matter));
        match shape {
            Some(Ok((_, sign))) => Why::Shape {
                sign,
                foreign: self.dialects.unknown() == Some(place.dialect),
            },
            Some(Err(because)) => Why::None { because },
            None => Why::None {
                because: WhyNot::NoFrontMatter,
            },
        }
    }

    fn why_not(&self, path: &Utf8Path, front_matter: Option<&FrontMatter>) -> WhyNot {
        if !self.may_be_told_by_shape(path) && !self.is_known_place(path) {
            return WhyNot::Extension;
        }
        if let Some(glob) = self.exception(path) {
            return WhyNot::Excepted(glob);
        }
        let (Some(front_matter), Some(row)) = (front_matter, self.first()) else {
            return WhyNot::NoFrontMatter;
        };
        let shape = self.shape(row, path, front_matter);
        shape.err().unwrap_or(WhyNot::NothingTells)
    }

    /// The first program whose front matter tells what a file is.
    fn first(&self) -> Option<(DialectId, &Dialect)> {
        self.dialects.by_shape().next()
    }

    /// The glob that takes a file out of a place that it lies in.
    fn exception(&self, path: &Utf8Path) -> Option<String> {
        let plugin = self.plugin_of(path);
        let mut candidates = vec![slashed(path)];
        let config = self.home.config();
        let config = config.filter(|(_, folder)| path.starts_with(folder));
        candidates.extend(config.map(|(_, folder)| below(path, folder)));
        candidates.extend(plugin.map(|plugin| below(path, &plugin.root)));
        candidates.iter().find_map(|path| {
            let mut excepted = self.dialects.places(PlaceGlobs::Except, path).into_iter();
            excepted.find_map(|it| {
                let row = self.dialects.get(it.dialect);
                let lists = [PlaceGlobs::Anywhere, PlaceGlobs::Config, PlaceGlobs::Plugin];
                let mut lists = lists.into_iter();
                lists.find(|among| self.dialects.would_place(*among, path, it))?;
                let glob = row.place_glob(it.kind, PlaceGlobs::Except, it.glob);
                glob.map(str::to_owned)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::fixture::Fixture;

    fn check(fixture: &str, expected: &Expect) {
        let fixture = Fixture::parse(fixture);
        let snapshot = fixture.world.snapshot();
        let path = &fixture.path;
        let text = snapshot.disk().read(path).unwrap();
        let reading = dossier_syntax::Reading::default();
        let parsed = dossier_syntax::Parsed::new(&text, &reading, snapshot.dialects().lexicon());
        let front_matter = parsed.front_matter.as_ref();
        let (place, why) = snapshot.places().explain(path, &text, front_matter);
        let kind = place.map(|place| place.kind.as_str());
        expected.assert_eq(&format!("{kind:?} {why:?}"));
    }

    #[test]
    fn a_place_is_named_by_its_glob() {
        check(
            "//- /w/.claude/agents/a/b.md\n<|>x\n",
            &expect![[
                r#"Some("agent") Place { glob: "**/.claude/agents/**/*.md", under: Anywhere }"#
            ]],
        );
        check(
            "//- /w/p/.claude-plugin/plugin.json\n{\"name\": \"p\"}\n\
             //- /w/p/commands/a.md\n<|>x\n",
            &expect![[
                r#"Some("command") Place { glob: "commands/**/*.md", under: Plugin("/w/p") }"#
            ]],
        );
    }

    #[test]
    fn a_shape_is_named_by_what_shows_it() {
        let head = "---\nname: a\ndescription: b\n";
        check(
            &format!("//- /w/x/a.md\n<|>{head}tools: Read\n---\n"),
            &expect![[r#"Some("agent") Shape { sign: Field("tools"), foreign: false }"#]],
        );
        check(
            &format!("//- /w/agents/a.md\n<|>{head}---\n"),
            &expect![[r#"Some("agent") Shape { sign: Folder("/w/agents"), foreign: false }"#]],
        );
        // A slip in one of its names.
        check(
            "//- /w/agents/a.md\n<|>---\nnmae: a\ndescription: b\n---\n",
            &expect![[r#"Some("agent") Shape { sign: Folder("/w/agents"), foreign: false }"#]],
        );
        check(
            &format!("//- /w/x/a.md\n<|>{head}tools: [fly, swim]\n---\n"),
            &expect![[r#"Some("agent") Shape { sign: Field("tools"), foreign: true }"#]],
        );
    }

    #[test]
    fn a_folder_that_a_collection_keeps_for_another_program() {
        let place = |path: &str| {
            let text = "---\nname: a\ndescription: b\ntools: Read\n---\n";
            let fixture = Fixture::parse(&format!("//- /w/.git/HEAD\nx\n//- {path}\n<|>{text}"));
            let snapshot = fixture.world.snapshot();
            let index = snapshot.index();
            let (_, _, facts) = index.files().next().unwrap();
            snapshot.dialects().get(facts.place.dialect).id().to_owned()
        };
        for path in ["/w/windsurf/agents/a.md", "/w/agents/gemini/agents/a.md"] {
            assert_eq!(place(path), "other", "{path}");
        }
        // A topic is called so, too, and a name that only starts so is somebody's own.
        for path in [
            "/w/claude-code/agents/a.md",
            "/w/agents/github/a.md",
            "/w/windsurf-port/agents/a.md",
        ] {
            assert_eq!(place(path), "claude-code", "{path}");
        }
    }

    #[test]
    fn what_a_manifest_says_is_named() {
        let kit =
            "//- /w/p/.claude-plugin/plugin.json\n{\"name\": \"p\", \"agents\": \"./x/a.md\"}\n";
        check(
            &format!("{kit}//- /w/p/x/a.md\n<|>x\n"),
            &expect![[r#"Some("agent") Listed { field: "agents", plugin: "/w/p" }"#]],
        );
        check(
            &format!("{kit}//- /w/p/agents/b.md\n<|>x\n"),
            &expect![[r#"Some("agent") Replaced { field: "agents" }"#]],
        );
    }

    #[test]
    fn a_manifest_lists_what_its_field_takes_and_maps_of_commands() {
        let kit = |fields: &str| {
            format!("//- /w/p/.claude-plugin/plugin.json\n{{\"name\": \"p\", {fields}}}\n")
        };
        // No folder is taken where files are listed, and no file where folders are.
        let team = kit("\"agents\": \"./team\", \"skills\": \"./x/SKILL.md\"");
        check(
            &format!("{team}//- /w/p/team/a.md\n<|>x\n"),
            &expect!["None None { because: NoFrontMatter }"],
        );
        check(
            &format!("{team}//- /w/p/x/SKILL.md\n<|>x\n"),
            &expect![[r#"Some("skill") Copied { glob: "**/SKILL.md" }"#]],
        );
        let map = kit("\"commands\": {\"ship\": {\"source\": \"./x/ship.md\"}}");
        check(
            &format!("{map}//- /w/p/x/ship.md\n<|>x\n"),
            &expect![[r#"Some("command") Listed { field: "commands.*.source", plugin: "/w/p" }"#]],
        );
        check(
            &format!("{map}//- /w/p/commands/old.md\n<|>x\n"),
            &expect![[r#"Some("command") Replaced { field: "commands" }"#]],
        );
    }

    #[test]
    fn a_skill_lies_where_a_reader_looks_or_is_to_be_copied() {
        check(
            "//- /w/.gemini/skills/a/SKILL.md\n<|>x\n",
            &expect![[
                r#"Some("skill") Place { glob: "**/.gemini/skills/*/SKILL.md", under: Anywhere }"#
            ]],
        );
        check(
            "//- /w/docs/a/SKILL.md\n<|>x\n",
            &expect![[r#"Some("skill") Copied { glob: "**/SKILL.md" }"#]],
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        for (fixture, expected) in [
            (
                "//- /w/a.txt\n<|>x\n",
                expect!["None None { because: Extension }"],
            ),
            (
                "//- /w/.claude/agents/README.md\n<|>x\n",
                expect![[r#"None None { because: Excepted("**/README.md") }"#]],
            ),
            (
                "//- /w/README.md\n<|>---\nname: a\n---\n",
                expect!["None None { because: Readme }"],
            ),
            (
                "//- /w/x/a.md\n<|>x\n",
                expect!["None None { because: NoFrontMatter }"],
            ),
            (
                "//- /w/x/a.md\n<|>---\nname: a\n---\n",
                expect![[r#"None None { because: LacksFields(["description"]) }"#]],
            ),
            (
                "//- /w/x/a.md\n<|>---\nname: a\ndescription: b\n---\n",
                expect!["None None { because: NothingTells }"],
            ),
        ] {
            check(fixture, &expected);
        }
    }
}

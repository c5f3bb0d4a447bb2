;;; lsp-dossier.el --- LSP client for Dossier -*- lexical-binding: t; -*-

;; Copyright (C) 2026 emacs-lsp maintainers

;; Author: The Dossier authors
;; Keywords: languages, tools

;; This program is free software; you can redistribute it and/or modify
;; it under the terms of the GNU General Public License as published by
;; the Free Software Foundation, either version 3 of the License, or
;; (at your option) any later version.

;; This program is distributed in the hope that it will be useful,
;; but WITHOUT ANY WARRANTY; without even the implied warranty of
;; MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
;; GNU General Public License for more details.

;; You should have received a copy of the GNU General Public License
;; along with this program.  If not, see <https://www.gnu.org/licenses/>.

;;; Commentary:

;; LSP client for Dossier, the language server for agent markdown files:
;; the subagents, skills, commands, rules and memory files of Claude Code
;; and its relatives.  In Markdown that is no agent file it reports nothing,
;; so it runs beside another server for Markdown.

;;; Code:

(require 'lsp-mode)

(defgroup lsp-dossier nil
  "LSP support for agent markdown files, using Dossier."
  :group 'lsp-mode
  :link '(url-link "https://github.com/dossier-ls/dossier"))

(defcustom lsp-dossier-command '("dossier" "lsp")
  "The command that starts Dossier."
  :type '(repeat string)
  :group 'lsp-dossier)

(lsp-defcustom lsp-dossier-diagnostics-scope "open"
  "The files that problems are reported in."
  :type '(choice (const :tag "Open files" "open")
                 (const :tag "Every agent file" "workspace"))
  :group 'lsp-dossier
  :lsp-path "dossier.diagnostics.scope")

(lsp-defcustom lsp-dossier-rules nil
  "Severities by the names of rules.
See https://github.com/dossier-ls/dossier/blob/main/docs/rules.md."
  :type '(alist :key-type (symbol :tag "Rule")
                :value-type (choice (const "error") (const "warning")
                                    (const "information") (const "hint")
                                    (const "off")))
  :group 'lsp-dossier
  :lsp-path "dossier.rules")

(defun lsp-dossier--show-references (command)
  "Show the places in the code lens COMMAND that was run."
  (lsp-show-xrefs (lsp--locations-to-xref-items
                   (seq-elt (lsp:command-arguments? command) 2))
                  nil t))

(defun lsp-dossier--show-title (command)
  "Show the title of the code lens COMMAND, which leads nowhere."
  (lsp--info "%s" (lsp:command-title command)))

(lsp-register-client
 (make-lsp-client
  :new-connection (lsp-stdio-connection (lambda () lsp-dossier-command))
  :activation-fn (lsp-activate-on "markdown")
  :add-on? t
  :priority -1
  :multi-root t
  :server-id 'dossier
  :action-handlers (lsp-ht ("dossier.showReferences"
                            #'lsp-dossier--show-references)
                           ("" #'lsp-dossier--show-title))
  :initialized-fn (lambda (workspace)
                    (with-lsp-workspace workspace
                      (lsp--set-configuration
                       (lsp-configuration-section "dossier"))))
  :synchronize-sections '("dossier")))

(lsp-consistency-check lsp-dossier)

(provide 'lsp-dossier)
;;; lsp-dossier.el ends here

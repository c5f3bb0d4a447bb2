
;; Not on the page: what the test looks at, and peace from questions.
(setq flymake-show-diagnostics-at-end-of-line t
      column-number-indicator-zero-based nil
      mode-line-format nil
      make-backup-files nil
      auto-save-default nil
      create-lockfiles nil
      inhibit-startup-screen t
      vc-handled-backends '(Git)
      vc-follow-symlinks t
      confirm-kill-processes nil
      truncate-lines t)
(setq-default mode-line-format
              '("" (:eval (file-name-nondirectory (or buffer-file-name (buffer-name)))) " %l:%C "
                (:eval (if (eglot-managed-p) "managed" "")))
              truncate-lines t)
(menu-bar-mode -1)

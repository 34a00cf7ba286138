"""The names of colours and radii for Tailwind; their values stand in assets/theme.css."""

TAILWIND = {
    "darkMode": "class",
    "theme": {
        "extend": {
            "colors": {
                name: f"var(--{name})"
                for name in (
                    "background",
                    "raised",
                    "sunken",
                    "line",
                    "line-strong",
                    "text",
                    "text-quiet",
                    "text-faint",
                    "accent",
                    "accent-ink",
                    "accent-quiet",
                    "danger",
                    "success",
                    "veil",
                )
            },
            "borderRadius": {"media": "4px", "control": "8px", "sheet": "12px"},
            "boxShadow": {"float": "var(--float)"},
        }
    },
}

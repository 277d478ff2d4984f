package main

import "github.com/moby/buildkit/frontend/dockerfile/shell"

func init() { register("expand", expand) }

// expandRequest holds the options of BuildKit's lexer that its frontend sets anywhere.
type expandRequest struct {
	Text   []byte            `json:"text"`
	Escape string            `json:"escape"`
	Env    map[string][]byte `json:"env"`
	// Raw leaves quotes alone, as for heredocs.
	Raw bool `json:"raw"`
	// KeepQuotes and KeepEscapes leave them in the result; KeepUnset leaves $names without a value.
	KeepQuotes  bool `json:"keepQuotes"`
	KeepEscapes bool `json:"keepEscapes"`
	KeepUnset   bool `json:"keepUnset"`
}

type expandAnswer struct {
	Text      []byte   `json:"result"`
	Words     [][]byte `json:"words"`
	Unset     [][]byte `json:"unset"`
	Error     []byte   `json:"failure,omitempty"`
	WordError []byte   `json:"wordFailure,omitempty"`
}

type variables map[string][]byte

func (v variables) Get(name string) (string, bool) {
	value, ok := v[name]
	return string(value), ok
}

func (v variables) Keys() []string { return nil }

func (r expandRequest) lexer() *shell.Lex {
	lex := shell.NewLex([]rune(r.Escape)[0])
	lex.RawQuotes = r.KeepQuotes
	lex.RawEscapes = r.KeepEscapes
	lex.SkipUnsetEnv = r.KeepUnset
	lex.SkipProcessQuotes = r.Raw
	return lex
}

func expand(r expandRequest) expandAnswer {
	out := expandAnswer{Unset: [][]byte{}}
	text, unset, err := r.lexer().ProcessWord(string(r.Text), variables(r.Env))
	out.Text = []byte(text)
	for name := range unset {
		out.Unset = append(out.Unset, []byte(name))
	}
	if err != nil {
		out.Error = []byte(err.Error())
	}
	words, err := r.lexer().ProcessWords(string(r.Text), variables(r.Env))
	out.Words = asBytes(words)
	if err != nil {
		out.WordError = []byte(err.Error())
	}
	return out
}

// Command oracle answers, line by line, what BuildKit itself makes of Dockerfiles and words.
// Each request and each answer is one line of JSON; bytes travel in base64.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

type request struct {
	Do     string            `json:"do"`
	Text   []byte            `json:"text"`
	Escape string            `json:"escape"`
	Env    map[string]string `json:"env"`
	Raw    bool              `json:"raw"`
}

type heredoc struct {
	Name    []byte `json:"name"`
	FD      uint   `json:"fd"`
	Expand  bool   `json:"expand"`
	Chomp   bool   `json:"chomp"`
	Content []byte `json:"content"`
}

type node struct {
	Name     []byte    `json:"name"`
	Args     [][]byte  `json:"args"`
	Flags    [][]byte  `json:"flags"`
	JSON     bool      `json:"json"`
	Original []byte    `json:"original"`
	Start    int       `json:"start"`
	End      int       `json:"end"`
	Heredocs []heredoc `json:"heredocs"`
	Comments [][]byte  `json:"comments"`
	Inner    *node     `json:"inner,omitempty"`
}

type failure struct {
	Message string `json:"message"`
	Line    int    `json:"line"`
}

type answer struct {
	Nodes     []node   `json:"nodes,omitempty"`
	Escape    string   `json:"escape,omitempty"`
	Syntax    *failure `json:"syntax,omitempty"`
	Meaning   *failure `json:"meaning,omitempty"`
	Stages    int      `json:"stages"`
	Text      []byte   `json:"result,omitempty"`
	Words     [][]byte `json:"words,omitempty"`
	Unset     []string `json:"unset,omitempty"`
	Error     string   `json:"error,omitempty"`
	WordError string   `json:"wordError,omitempty"`
}

func asBytes(texts []string) [][]byte {
	out := [][]byte{}
	for _, text := range texts {
		out = append(out, []byte(text))
	}
	return out
}

func failureOf(err error) *failure {
	if err == nil {
		return nil
	}
	found := &failure{Message: err.Error()}
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		found.Line = located.Locations[0][0].Start.Line
	}
	return found
}

func convert(n *parser.Node) node {
	out := node{Name: []byte(n.Value), Args: [][]byte{}, Flags: asBytes(n.Flags), JSON: n.Attributes["json"],
		Original: []byte(n.Original), Start: n.StartLine, End: n.EndLine, Comments: asBytes(n.PrevComment),
		Heredocs: []heredoc{}}
	for arg := n.Next; arg != nil; arg = arg.Next {
		if len(arg.Children) > 0 {
			inner := convert(arg.Children[0])
			out.Inner = &inner
			continue
		}
		out.Args = append(out.Args, []byte(arg.Value))
	}
	for _, h := range n.Heredocs {
		content := h.Content
		if h.Chomp {
			content = parser.ChompHeredocContent(content)
		}
		out.Heredocs = append(out.Heredocs, heredoc{[]byte(h.Name), h.FileDescriptor, h.Expand, h.Chomp, []byte(content)})
	}
	return out
}

func ignore(string, string, string, string, []parser.Range) {}

// parse keeps a panic of the official parser as an answer of its own.
func parse(text []byte) (out answer) {
	defer func() {
		if trouble := recover(); trouble != nil {
			out = answer{Error: fmt.Sprint("panic: ", trouble)}
		}
	}()
	result, err := parser.Parse(bytes.NewReader(text))
	out.Syntax = failureOf(err)
	if result == nil || err != nil {
		return out
	}
	out.Escape = string(result.EscapeToken)
	for _, child := range result.AST.Children {
		out.Nodes = append(out.Nodes, convert(child))
	}
	stages, _, err := instructions.Parse(result.AST, linter.New(&linter.Config{Warn: ignore}))
	out.Meaning = failureOf(err)
	out.Stages = len(stages)
	return out
}

type variables map[string]string

func (v variables) Get(name string) (string, bool) {
	value, ok := v[name]
	return value, ok
}

func (v variables) Keys() []string { return nil }

func expand(r request) answer {
	var out answer
	lex := shell.NewLex([]rune(r.Escape)[0])
	lex.SkipProcessQuotes = r.Raw
	text, unset, err := lex.ProcessWord(string(r.Text), variables(r.Env))
	out.Text = []byte(text)
	for name := range unset {
		out.Unset = append(out.Unset, name)
	}
	if err != nil {
		out.Error = err.Error()
	}
	words, err := shell.NewLex([]rune(r.Escape)[0]).ProcessWords(string(r.Text), variables(r.Env))
	out.Words = asBytes(words)
	if err != nil {
		out.WordError = err.Error()
	}
	return out
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadString('\n')
		if strings.TrimSpace(line) != "" {
			var r request
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				out.Encode(answer{Error: err.Error()})
			} else if r.Do == "expand" {
				out.Encode(expand(r))
			} else {
				out.Encode(parse(r.Text))
			}
		}
		if err != nil {
			return
		}
	}
}

package main

import (
	"bytes"
	"errors"
	"unicode"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

func init() { register("parse", parse) }

type parseRequest struct {
	Text []byte `json:"text"`
}

type directive struct {
	Name  []byte `json:"name"`
	Value []byte `json:"value"`
	Line  int    `json:"line"`
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
	Message []byte `json:"message"`
	Line    int    `json:"line"`
}

type parseAnswer struct {
	Directives []directive `json:"directives"`
	Nodes      []node      `json:"nodes"`
	Escape     string      `json:"escape"`
	// Syntax is the parser's refusal, Meaning that of the typed instructions.
	Syntax  *failure `json:"syntax,omitempty"`
	Meaning *failure `json:"meaning,omitempty"`
	Stages  int      `json:"stages"`
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
	found := &failure{Message: []byte(err.Error())}
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		found.Line = located.Locations[0][0].Start.Line
	}
	return found
}

func heredocsOf(n *parser.Node) []heredoc {
	out := []heredoc{}
	for _, h := range n.Heredocs {
		content := h.Content
		if h.Chomp {
			content = parser.ChompHeredocContent(content)
		}
		out = append(out, heredoc{[]byte(h.Name), h.FileDescriptor, h.Expand, h.Chomp, []byte(content)})
	}
	return out
}

func nodeOf(n *parser.Node) node {
	out := node{Name: []byte(n.Value), Args: [][]byte{}, Flags: asBytes(n.Flags), JSON: n.Attributes["json"],
		Original: []byte(n.Original), Start: n.StartLine, End: n.EndLine, Comments: asBytes(n.PrevComment),
		Heredocs: heredocsOf(n)}
	for arg := n.Next; arg != nil; arg = arg.Next {
		if len(arg.Children) > 0 {
			inner := nodeOf(arg.Children[0])
			out.Inner = &inner
			continue
		}
		out.Args = append(out.Args, []byte(arg.Value))
	}
	return out
}

// directivesOf reads the directives as the parser does: blanks before them do not matter to it.
func directivesOf(text []byte) []directive {
	out := []directive{}
	read := parser.DirectiveParser{}
	for _, line := range bytes.Split(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\n")) {
		d, err := read.ParseLine(bytes.TrimLeftFunc(bytes.TrimRight(line, "\r"), unicode.IsSpace))
		if d == nil || err != nil {
			break
		}
		out = append(out, directive{[]byte(d.Name), []byte(d.Value), d.Location[0].Start.Line})
	}
	return out
}

func noWarning(string, string, string, string, []parser.Range) {}

func parse(r parseRequest) parseAnswer {
	out := parseAnswer{Directives: directivesOf(r.Text), Nodes: []node{}}
	result, err := parser.Parse(bytes.NewReader(r.Text))
	out.Syntax = failureOf(err)
	if result == nil || err != nil {
		return out
	}
	out.Escape = string(result.EscapeToken)
	for _, child := range result.AST.Children {
		out.Nodes = append(out.Nodes, nodeOf(child))
	}
	stages, _, err := instructions.Parse(result.AST, linter.New(&linter.Config{Warn: noWarning}))
	out.Meaning = failureOf(err)
	out.Stages = len(stages)
	return out
}

//go:build unix

package main

import (
	"bytes"
	"os"
	"runtime"
	"syscall"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

func init() { register("bench", bench) }

type benchRequest struct {
	Paths []string `json:"paths"`
	// Rounds is how often each file is read; the first round is not counted.
	Rounds int `json:"rounds"`
}

// benchAnswer holds CPU seconds (user and system, all threads, collection of garbage included) of the counted rounds.
type benchAnswer struct {
	Bytes        int     `json:"bytes"`
	Parse        float64 `json:"parse"`
	Instructions float64 `json:"instructions"`
	Error        string  `json:"error,omitempty"`
}

func cpuSeconds() float64 {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }
	return seconds(used.Utime) + seconds(used.Stime)
}

// measured gives the CPU seconds of rounds after the first.
func measured(rounds int, read func()) float64 {
	read()
	runtime.GC()
	start := cpuSeconds()
	for i := 1; i < rounds; i++ {
		read()
	}
	return cpuSeconds() - start
}

// bench reads files with the official parser: to its syntax tree, and on to typed instructions.
func bench(r benchRequest) (out benchAnswer) {
	texts := [][]byte{}
	for _, path := range r.Paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return benchAnswer{Error: err.Error()}
		}
		texts = append(texts, text)
		out.Bytes += len(text)
	}
	each := func(read func(tree *parser.Result)) func() {
		return func() {
			for _, text := range texts {
				if tree, err := parser.Parse(bytes.NewReader(text)); err == nil {
					read(tree)
				}
			}
		}
	}
	out.Parse = measured(r.Rounds, each(func(*parser.Result) {}))
	quiet := linter.New(&linter.Config{Warn: func(string, string, string, string, []parser.Range) {}})
	out.Instructions = measured(r.Rounds, each(func(tree *parser.Result) {
		instructions.Parse(tree.AST, quiet)
	}))
	return out
}

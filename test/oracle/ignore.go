package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	gofs "io/fs"
	"os"
	"sort"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/tonistiigi/fsutil"
	"github.com/tonistiigi/fsutil/types"
)

// ignoreRequest asks which of the paths a build would send, were they the files of its context
// (paths above others are directories), or, with dir, what it would send of that directory.
type ignoreRequest struct {
	Text  []byte   `json:"text"`
	Paths [][]byte `json:"paths"`
	Dir   string   `json:"dir"`
}

type sentEntry struct {
	Path []byte `json:"path"`
	Kind string `json:"kind"`
	Size int64  `json:"size"`
	Mode uint32 `json:"mode"`
}

// ignoreAnswer holds what is sent in the order of the walk; an error says which step refuses.
type ignoreAnswer struct {
	Patterns [][]byte    `json:"patterns,omitempty"`
	Read     string      `json:"readError,omitempty"`
	Compile  string      `json:"compileError,omitempty"`
	Walk     string      `json:"walkError,omitempty"`
	Sent     []sentEntry `json:"sent"`
	// Listed counts the directories whose entries were looked at.
	Listed int `json:"listed"`
}

// tree is a directory in memory, or a file when it has no children.
type tree struct {
	children map[string]*tree
}

func (t *tree) add(path string) {
	first, rest, below := strings.Cut(path, "/")
	if t.children == nil {
		t.children = map[string]*tree{}
	}
	if t.children[first] == nil {
		t.children[first] = &tree{}
	}
	if below {
		t.children[first].add(rest)
	}
}

// memory is a tree as the file system that is filtered.
type memory struct {
	top    *tree
	listed int
}

func (m *memory) Open(string) (io.ReadCloser, error) { return nil, os.ErrNotExist }

func (m *memory) Walk(_ context.Context, _ string, visit gofs.WalkDirFunc) error {
	return m.walk(m.top, "", visit)
}

// walk visits as filepath.WalkDir does: in the order of names, SkipDir by a file ends its directory.
func (m *memory) walk(dir *tree, prefix string, visit gofs.WalkDirFunc) error {
	m.listed++
	names := []string{}
	for name := range dir.children {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		child, path := dir.children[name], prefix+name
		isDir := child.children != nil
		mode := gofs.FileMode(0o644)
		if isDir {
			mode = 0o755 | gofs.ModeDir
		}
		err := visit(path, &fsutil.DirEntryInfo{Stat: &types.Stat{Path: path, Mode: uint32(mode)}}, nil)
		if err == nil && isDir {
			err = m.walk(child, path+"/", visit)
		}
		if errors.Is(err, gofs.SkipDir) {
			if isDir {
				continue
			}
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func kindOf(mode gofs.FileMode) string {
	switch {
	case mode.IsDir():
		return "dir"
	case mode&gofs.ModeSymlink != 0:
		return "link"
	case mode&(gofs.ModeDevice|gofs.ModeNamedPipe|gofs.ModeSocket) != 0:
		return "special"
	}
	return "file"
}

// ignored reads, compiles and walks with the code that a build runs through.
func ignored(r ignoreRequest) ignoreAnswer {
	out := ignoreAnswer{Sent: []sentEntry{}}
	patterns, err := ignorefile.ReadAll(bytes.NewReader(r.Text))
	if err != nil {
		out.Read = err.Error()
		return out
	}
	out.Patterns = asBytes(patterns)
	if _, err := patternmatcher.New(patterns); err != nil {
		out.Compile = err.Error()
		return out
	}
	files, inMemory, err := filesOf(r)
	if err != nil {
		out.Walk = err.Error()
		return out
	}
	filtered, err := fsutil.NewFilterFS(files, &fsutil.FilterOpt{ExcludePatterns: patterns})
	if err != nil {
		out.Compile = err.Error()
		return out
	}
	err = filtered.Walk(context.Background(), "", func(path string, entry gofs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		out.Sent = append(out.Sent, sentEntry{[]byte(path), kindOf(info.Mode()), info.Size(), uint32(info.Mode().Perm())})
		return nil
	})
	if err != nil {
		out.Walk = err.Error()
	}
	if inMemory != nil {
		out.Listed = inMemory.listed
	}
	return out
}

func filesOf(r ignoreRequest) (fsutil.FS, *memory, error) {
	if r.Dir != "" {
		files, err := fsutil.NewFS(r.Dir)
		return files, nil, err
	}
	m := &memory{top: &tree{children: map[string]*tree{}}}
	for _, path := range r.Paths {
		m.top.add(string(path))
	}
	return m, m, nil
}

func init() { register("ignore", ignored) }

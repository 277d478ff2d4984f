package main

import (
	"context"
	"encoding/json"
	"io/fs"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerui"
	gateway "github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/frontend/subrequests/lint"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	fstypes "github.com/tonistiigi/fsutil/types"
)

// This file answers {"do": "lint"}: what `docker build --check` says about a Dockerfile.

func init() { register("lint", check) }

// lintRequest is what `docker build --check` may be given.
type lintRequest struct {
	Text     []byte            `json:"text"`
	Args     map[string]string `json:"args"`
	Target   string            `json:"target"`
	Platform string            `json:"platform"`
	// Images holds the environment of images by full name; others have none.
	Images map[string][]string `json:"images"`
	// Ignore is the .dockerignore of the context; nil: there is none.
	Ignore []byte `json:"ignore"`
}

type lintWarning struct {
	Rule    string   `json:"rule"`
	Message []byte   `json:"message"`
	URL     string   `json:"url"`
	Lines   [][2]int `json:"lines"`
}

type lintAnswer struct {
	Warnings []lintWarning `json:"warnings"`
	Failure  *failure      `json:"failure,omitempty"`
	Error    string        `json:"error,omitempty"`
}

// lintDaemon stands for a BuildKit daemon: it holds one .dockerignore and answers for every image
// that it exists and has an empty configuration, but for the environment that is given.
type lintDaemon struct {
	gateway.Client
	opts   map[string]string
	ignore []byte
	images map[string][]string
	worker ocispecs.Platform
}

func (o *lintDaemon) BuildOpts() gateway.BuildOpts {
	caps := pb.Caps.CapSet(pb.Caps.All())
	return gateway.BuildOpts{
		Opts: o.opts, LLBCaps: caps, Caps: gwpb.Caps.CapSet(gwpb.Caps.All()), SessionID: "oracle",
		Workers: []gateway.WorkerInfo{{ID: "oracle", Platforms: []ocispecs.Platform{o.worker}}},
	}
}

func (o *lintDaemon) Inputs(context.Context) (map[string]llb.State, error) { return nil, nil }

func (o *lintDaemon) Solve(context.Context, gateway.SolveRequest) (*gateway.Result, error) {
	result := gateway.NewResult()
	result.SetRef(&lintIgnoreFile{text: o.ignore})
	return result, nil
}

func (o *lintDaemon) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	image := map[string]any{"config": map[string]any{"Env": o.images[ref]}}
	text, err := json.Marshal(image)
	return ref, "", text, err
}

type lintIgnoreFile struct {
	gateway.Reference
	text []byte
}

func (f *lintIgnoreFile) find(name string) ([]byte, error) {
	if name != dockerui.DefaultDockerignoreName || f.text == nil {
		return nil, fs.ErrNotExist
	}
	return f.text, nil
}

func (f *lintIgnoreFile) ReadFile(_ context.Context, r gateway.ReadRequest) ([]byte, error) {
	return f.find(r.Filename)
}

func (f *lintIgnoreFile) StatFile(_ context.Context, r gateway.StatRequest) (*fstypes.Stat, error) {
	text, err := f.find(r.Path)
	return &fstypes.Stat{Path: r.Path, Size: int64(len(text))}, err
}

func lintOpts(r lintRequest) map[string]string {
	opts := map[string]string{}
	for name, value := range r.Args {
		opts["build-arg:"+name] = value
	}
	if r.Target != "" {
		opts["target"] = r.Target
	}
	return opts
}

func lintLines(ranges []*pb.Range) [][2]int {
	out := [][2]int{}
	for _, one := range ranges {
		out = append(out, [2]int{int(one.Start.Line), int(one.End.Line)})
	}
	return out
}

func lintAnswerOf(results *lint.LintResults) lintAnswer {
	out := lintAnswer{Warnings: []lintWarning{}}
	for _, one := range results.Warnings {
		out.Warnings = append(out.Warnings, lintWarning{one.RuleName, []byte(one.Detail), one.URL, lintLines(one.Location.Ranges)})
	}
	if cause := results.Error; cause != nil {
		out.Failure = &failure{Message: []byte(cause.Message)}
		if ranges := cause.Location.Ranges; len(ranges) > 0 {
			out.Failure.Line = int(ranges[0].Start.Line)
		}
	}
	return out
}

// check runs BuildKit's linter as `docker build --check` does.
func check(r lintRequest) lintAnswer {
	if r.Platform == "" {
		r.Platform = "linux/amd64"
	}
	platform, err := platforms.Parse(r.Platform)
	if err != nil {
		return lintAnswer{Error: err.Error()}
	}
	daemon := &lintDaemon{opts: lintOpts(r), ignore: r.Ignore, images: r.Images, worker: platforms.Normalize(platform)}
	client, err := dockerui.NewClient(daemon)
	if err != nil {
		// BuildKit refuses the request before it looks at the file.
		return lintAnswer{Warnings: []lintWarning{}, Failure: &failure{Message: []byte(err.Error())}}
	}
	source := llb.Scratch()
	sources := llb.NewSourceMap(&source, "Dockerfile", "Dockerfile", r.Text)
	sources.Definition = &llb.Definition{}
	results, err := dockerfile2llb.DockerfileLint(context.Background(), r.Text, dockerfile2llb.ConvertOpt{
		Config: client.Config, Client: client, MetaResolver: daemon,
		SourceMap: sources,
	})
	if err != nil {
		return lintAnswer{Error: err.Error()}
	}
	return lintAnswerOf(results)
}

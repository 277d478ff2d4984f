package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/pb"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	fstypes "github.com/tonistiigi/fsutil/types"
)

// meaningRequest says what is built: options as a client sends them (`target`, `platform`,
// `build-arg:NAME`, `context:NAME`), and the configurations of images, all others being plain.
type meaningRequest struct {
	Text          []byte                     `json:"text"`
	Options       map[string]string          `json:"options"`
	BuildPlatform string                     `json:"buildPlatform"`
	Images        map[string]json.RawMessage `json:"images"`
	Plain         json.RawMessage            `json:"plain"`
}

// meaningAnswer is the refusal, or the operations in the order in which they were made, with the
// image's configuration. The last operation only points to the result.
type meaningAnswer struct {
	Refusal    *failure                   `json:"refusal,omitempty"`
	Lines      []int                      `json:"lines,omitempty"`
	Error      string                     `json:"error,omitempty"`
	Operations []operation                `json:"operations"`
	Image      *dockerspec.DockerOCIImage `json:"image,omitempty"`
}

type operation struct {
	Inputs   []input    `json:"inputs"`
	Platform string     `json:"platform,omitempty"`
	Source   *source    `json:"source,omitempty"`
	Exec     *execution `json:"exec,omitempty"`
	File     []action   `json:"file,omitempty"`
	Merge    bool       `json:"merge,omitempty"`
}

type input struct {
	Operation int   `json:"operation"`
	Output    int64 `json:"output"`
}

type source struct {
	Identifier string            `json:"identifier"`
	Attributes map[string]string `json:"attributes"`
}

type execution struct {
	Args      []string     `json:"args"`
	Env       []string     `json:"env"`
	Cwd       string       `json:"cwd"`
	User      string       `json:"user"`
	Hostname  string       `json:"hostname"`
	Proxy     *pb.ProxyEnv `json:"proxy,omitempty"`
	Network   string       `json:"network"`
	Security  string       `json:"security"`
	Mounts    []mount      `json:"mounts"`
	SecretEnv []string     `json:"secretEnv"`
	Devices   []string     `json:"devices"`
}

type mount struct {
	Input    int64      `json:"input"`
	Output   int64      `json:"output"`
	Kind     string     `json:"kind"`
	Dest     string     `json:"dest"`
	Selector string     `json:"selector"`
	Readonly bool       `json:"readonly"`
	ID       string     `json:"id,omitempty"`
	Sharing  string     `json:"sharing,omitempty"`
	Size     int64      `json:"size,omitempty"`
	Owner    *[3]uint32 `json:"owner,omitempty"`
	Optional bool       `json:"optional,omitempty"`
}

type action struct {
	Input     int64    `json:"input"`
	Secondary int64    `json:"secondary"`
	Output    int64    `json:"output"`
	Copy      *copying `json:"copy,omitempty"`
	Mkdir     *making  `json:"mkdir,omitempty"`
	Mkfile    *making  `json:"mkfile,omitempty"`
}

type copying struct {
	Source   string   `json:"source"`
	Dest     string   `json:"dest"`
	Owner    string   `json:"owner"`
	Mode     string   `json:"mode"`
	Include  []string `json:"include"`
	Exclude  []string `json:"exclude"`
	Required []string `json:"required"`
	Flags    string   `json:"flags"`
}

type making struct {
	Path  string `json:"path"`
	Mode  int32  `json:"mode"`
	Owner string `json:"owner"`
	Data  []byte `json:"data,omitempty"`
	Time  int64  `json:"time"`
}

// offline stands for the daemon: it knows every image and has an empty build context.
type offline struct {
	request meaningRequest
	build   ocispecs.Platform
}

func (o offline) BuildOpts() client.BuildOpts {
	options := map[string]string{}
	for key, value := range o.request.Options {
		options[key] = value
	}
	return client.BuildOpts{Opts: options, SessionID: "session",
		Workers: []client.WorkerInfo{{ID: "worker", Platforms: []ocispecs.Platform{o.build}}},
		LLBCaps: pb.Caps.CapSet(pb.Caps.All()), Caps: gwpb.Caps.CapSet(gwpb.Caps.All())}
}

func (o offline) ResolveImageConfig(_ context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	config, ok := o.request.Images[ref]
	if !ok {
		config = o.request.Plain
	}
	var image dockerspec.DockerOCIImage
	if len(config) > 0 {
		if err := json.Unmarshal(config, &image); err != nil {
			return "", "", nil, err
		}
	}
	if image.OS == "" {
		platform := o.build
		if opt.ImageOpt != nil && opt.ImageOpt.Platform != nil {
			platform = *opt.ImageOpt.Platform
		}
		image.Platform = platform
	}
	image.RootFS.DiffIDs = []digest.Digest{digest.FromString("layer")}
	data, err := json.Marshal(image)
	return ref, "", data, err
}

func (o offline) Solve(context.Context, client.SolveRequest) (*client.Result, error) {
	result := client.NewResult()
	result.SetRef(nothing{})
	return result, nil
}

func (o offline) ResolveSourceMetadata(context.Context, *pb.SourceOp, sourceresolver.Opt) (*sourceresolver.MetaResponse, error) {
	return &sourceresolver.MetaResponse{}, nil
}

func (o offline) Inputs(context.Context) (map[string]llb.State, error) {
	return map[string]llb.State{}, nil
}

func (o offline) NewContainer(context.Context, client.NewContainerRequest) (client.Container, error) {
	return nil, errors.New("no containers here")
}

func (o offline) Warn(context.Context, digest.Digest, string, client.WarnOpts) error { return nil }

// nothing is a result without files.
type nothing struct{}

func (nothing) ToState() (llb.State, error)    { return llb.Scratch(), nil }
func (nothing) Evaluate(context.Context) error { return nil }
func (nothing) ReadFile(context.Context, client.ReadRequest) ([]byte, error) {
	return []byte{}, nil
}
func (nothing) StatFile(context.Context, client.StatRequest) (*fstypes.Stat, error) {
	return nil, os.ErrNotExist
}
func (nothing) ReadDir(context.Context, client.ReadDirRequest) ([]*fstypes.Stat, error) {
	return nil, os.ErrNotExist
}

func userOf(user *pb.UserOpt) string {
	if user == nil {
		return ""
	}
	if name := user.GetByName(); name != nil {
		return name.Name
	}
	return fmt.Sprint(user.GetByID())
}

func ownerOf(owner *pb.ChownOpt) string {
	if owner == nil {
		return ""
	}
	return userOf(owner.User) + ":" + userOf(owner.Group)
}

func copyingOf(c *pb.FileActionCopy) *copying {
	out := &copying{Source: c.Src, Dest: c.Dest, Owner: ownerOf(c.Owner), Include: c.IncludePatterns,
		Exclude: c.ExcludePatterns, Required: c.RequiredPaths, Mode: c.ModeStr}
	if c.ModeStr == "" && c.Mode >= 0 {
		out.Mode = fmt.Sprintf("%o", c.Mode)
	}
	var flags []string
	if c.AllowWildcard {
		flags = append(flags, "wildcard")
	}
	if c.FollowSymlink {
		flags = append(flags, "follow")
	}
	if c.DirCopyContents {
		flags = append(flags, "contents")
	}
	if c.AttemptUnpackDockerCompatibility {
		flags = append(flags, "unpack")
	}
	out.Flags = strings.Join(flags, " ")
	return out
}

func actionOf(a *pb.FileAction) action {
	out := action{Input: a.Input, Secondary: a.SecondaryInput, Output: a.Output}
	if c := a.GetCopy(); c != nil {
		out.Copy = copyingOf(c)
	}
	if m := a.GetMkdir(); m != nil {
		out.Mkdir = &making{Path: m.Path, Mode: m.Mode, Owner: ownerOf(m.Owner), Time: m.Timestamp}
	}
	if m := a.GetMkfile(); m != nil {
		out.Mkfile = &making{Path: m.Path, Mode: m.Mode, Owner: ownerOf(m.Owner), Data: m.Data, Time: m.Timestamp}
	}
	return out
}

func mountOf(m *pb.Mount) mount {
	out := mount{Input: m.Input, Output: m.Output, Kind: strings.ToLower(m.MountType.String()), Dest: m.Dest,
		Selector: m.Selector, Readonly: m.Readonly}
	if c := m.CacheOpt; c != nil {
		out.ID = c.ID
		out.Sharing = strings.ToLower(c.Sharing.String())
	}
	if t := m.TmpfsOpt; t != nil {
		out.Size = t.Size
	}
	if s := m.SecretOpt; s != nil {
		out.ID, out.Optional, out.Owner = s.ID, s.Optional, &[3]uint32{s.Uid, s.Gid, s.Mode}
	}
	if s := m.SSHOpt; s != nil {
		out.ID, out.Optional, out.Owner = s.ID, s.Optional, &[3]uint32{s.Uid, s.Gid, s.Mode}
	}
	return out
}

func executionOf(e *pb.ExecOp) *execution {
	out := &execution{Args: e.Meta.Args, Env: e.Meta.Env, Cwd: e.Meta.Cwd, User: e.Meta.User,
		Hostname: e.Meta.Hostname, Proxy: e.Meta.ProxyEnv,
		Network: strings.ToLower(e.Network.String()), Security: strings.ToLower(e.Security.String())}
	for _, m := range e.Mounts {
		out.Mounts = append(out.Mounts, mountOf(m))
	}
	for _, s := range e.Secretenv {
		out.SecretEnv = append(out.SecretEnv, fmt.Sprint(s.Name, "=", s.ID, " ", s.Optional))
	}
	for _, d := range e.CdiDevices {
		out.Devices = append(out.Devices, fmt.Sprint(d.Name, " ", d.Optional))
	}
	return out
}

// sourceOf keeps of a source's attributes what a Dockerfile decides.
func sourceOf(s *pb.SourceOp) *source {
	out := &source{Identifier: s.Identifier, Attributes: map[string]string{}}
	for key, value := range s.Attrs {
		if strings.HasPrefix(key, "git.") || strings.HasPrefix(key, "http.") {
			out.Attributes[key] = value
		}
	}
	return out
}

func operationsOf(definition *llb.Definition) ([]operation, error) {
	index := map[string]int{}
	out := []operation{}
	for i, bytes := range definition.Def {
		var op pb.Op
		if err := op.UnmarshalVT(bytes); err != nil {
			return nil, err
		}
		index[string(digest.FromBytes(bytes))] = i
		one := operation{Inputs: []input{}}
		for _, in := range op.Inputs {
			one.Inputs = append(one.Inputs, input{index[in.Digest], in.Index})
		}
		if op.Platform != nil && op.GetFile() == nil && op.GetMerge() == nil {
			one.Platform = platforms.FormatAll(ocispecs.Platform{OS: op.Platform.OS, Architecture: op.Platform.Architecture,
				Variant: op.Platform.Variant, OSVersion: op.Platform.OSVersion})
		}
		if s := op.GetSource(); s != nil {
			one.Source = sourceOf(s)
		}
		if e := op.GetExec(); e != nil {
			one.Exec = executionOf(e)
		}
		if f := op.GetFile(); f != nil {
			for _, a := range f.Actions {
				one.File = append(one.File, actionOf(a))
			}
		}
		one.Merge = op.GetMerge() != nil
		out = append(out, one)
	}
	return out, nil
}

func refusal(err error) meaningAnswer {
	out := meaningAnswer{Refusal: failureOf(err)}
	var located *parser.LocationError
	if errors.As(err, &located) {
		for _, location := range located.Locations {
			for _, r := range location {
				out.Lines = append(out.Lines, r.Start.Line)
			}
		}
	}
	return out
}

func build(r meaningRequest) (meaningAnswer, error) {
	platform, err := platforms.Parse(r.BuildPlatform)
	if err != nil {
		return meaningAnswer{}, err
	}
	daemon := offline{request: r, build: platforms.Normalize(platform)}
	ui, err := dockerui.NewClient(daemon)
	if err != nil {
		return refusal(err), nil
	}
	ctx := context.Background()
	options := dockerfile2llb.ConvertOpt{Config: ui.Config, Client: ui, MetaResolver: daemon,
		SourceMap: llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", r.Text),
		Warn:      func(string, string, string, string, []parser.Range) {}}
	if len(ui.TargetPlatforms) > 0 {
		options.TargetPlatform = &ui.TargetPlatforms[0]
	}
	result, err := dockerfile2llb.Dockerfile2LLB(ctx, r.Text, options)
	if err != nil {
		return refusal(err), nil
	}
	definition, err := result.State.Marshal(ctx)
	if err != nil {
		return refusal(fmt.Errorf("failed to marshal LLB definition: %w", err)), nil
	}
	operations, err := operationsOf(definition)
	return meaningAnswer{Operations: operations, Image: result.Image}, err
}

// meaning answers what a build of the Dockerfile would do.
func meaning(r meaningRequest) meaningAnswer {
	out, err := build(r)
	if err != nil {
		return meaningAnswer{Error: err.Error()}
	}
	if out.Image != nil {
		// What the Dockerfile does not decide.
		out.Image.History = nil
		out.Image.RootFS = ocispecs.RootFS{}
	}
	return out
}

func init() { register("meaning", meaning) }

// Command oracle answers, line by line, what BuildKit itself makes of Dockerfiles, words and paths.
// Each request and each answer is one line of JSON; bytes travel in base64. It answers in the order
// of the requests, each before it reads the next.
//
// One file a kind of request: it registers its handler under the name that requests give in "do".
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

// handlers holds what answers each kind of request, given the request's line.
var handlers = map[string]func(line []byte) (any, error){}

// register lets answers of one kind be asked for with {"do": kind, ...}.
func register[Request, Answer any](kind string, handle func(Request) Answer) {
	handlers[kind] = func(line []byte) (any, error) {
		var r Request
		if err := json.Unmarshal(line, &r); err != nil {
			return nil, err
		}
		return handle(r), nil
	}
}

// trouble is the answer to a request that could not be answered.
type trouble struct {
	Error string `json:"error"`
}

// answerTo answers one request; a panic is an answer too, "panic: ...".
func answerTo(line []byte) (out any) {
	defer func() {
		if cause := recover(); cause != nil {
			out = trouble{fmt.Sprint("panic: ", cause)}
		}
	}()
	var kind struct {
		Do string `json:"do"`
	}
	if err := json.Unmarshal(line, &kind); err != nil {
		return trouble{"request: " + err.Error()}
	}
	handle, known := handlers[kind.Do]
	if !known {
		return trouble{"request: nothing answers " + kind.Do}
	}
	out, err := handle(line)
	if err != nil {
		return trouble{"request: " + err.Error()}
	}
	return out
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			text, failed := json.Marshal(answerTo(line))
			if failed != nil {
				text, _ = json.Marshal(trouble{"answer: " + failed.Error()})
			}
			out.Write(append(text, '\n'))
		}
		// Answers wait only while more requests are already there.
		if err != nil || in.Buffered() == 0 {
			out.Flush()
		}
		if err != nil {
			return
		}
	}
}

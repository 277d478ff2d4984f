// Package web serves the berths over HTTP.
package web

import (
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/google/uuid"

	"example.org/harbour/berths/internal/berths"
)

//go:embed static
var files embed.FS

// NewRouter builds the routes.
func NewRouter(store *berths.Store) http.Handler {
	static, err := fs.Sub(files, "static")
	if err != nil {
		panic(err)
	}
	r := chi.NewRouter()
	r.Use(middleware.Logger, middleware.Recoverer)

	r.Get("/", func(w http.ResponseWriter, req *http.Request) {
		http.ServeFileFS(w, req, static, "index.html")
	})
	r.Handle("/static/*", http.StripPrefix("/static/", http.FileServerFS(static)))
	r.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	r.Route("/api", func(r chi.Router) {
		r.Get("/berths", func(w http.ResponseWriter, _ *http.Request) {
			answer(w, store.All())
		})
		r.Get("/berths/{id}", func(w http.ResponseWriter, req *http.Request) {
			id, err := uuid.Parse(chi.URLParam(req, "id"))
			if err != nil {
				http.Error(w, "not a berth's id", http.StatusBadRequest)
				return
			}
			berth, ok := store.Get(id)
			if !ok {
				http.NotFound(w, req)
				return
			}
			answer(w, berth)
		})
	})
	return r
}

func answer(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}

// Package berths keeps the berths of the harbour and who lies there.
package berths

import (
	"sort"
	"sync"

	"github.com/google/uuid"
)

// A Berth is a place at a quay.
type Berth struct {
	ID   uuid.UUID `json:"id"`
	Name string    `json:"name"`
	Ship string    `json:"ship,omitempty"`
}

// Store holds berths in memory.
type Store struct {
	mu     sync.RWMutex
	berths map[uuid.UUID]Berth
}

// NewStore makes a store with the harbour's three berths.
func NewStore() *Store {
	store := &Store{berths: map[uuid.UUID]Berth{}}
	for _, berth := range []Berth{{Name: "North 1"}, {Name: "North 2", Ship: "Aurora"}, {Name: "East 1"}} {
		berth.ID = uuid.NewSHA1(uuid.NameSpaceURL, []byte(berth.Name))
		store.berths[berth.ID] = berth
	}
	return store
}

// All lists the berths by name.
func (s *Store) All() []Berth {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := make([]Berth, 0, len(s.berths))
	for _, berth := range s.berths {
		all = append(all, berth)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all
}

// Get finds a berth.
func (s *Store) Get(id uuid.UUID) (Berth, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	berth, ok := s.berths[id]
	return berth, ok
}

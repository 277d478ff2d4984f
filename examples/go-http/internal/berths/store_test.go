package berths

import "testing"

func TestAllIsSorted(t *testing.T) {
	all := NewStore().All()
	if len(all) != 3 || all[0].Name != "East 1" {
		t.Fatalf("unexpected berths: %v", all)
	}
}

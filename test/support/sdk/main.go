package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// The schema refers to no other package.
type none struct{ schema.ReferenceLoader }

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	check(err)
	var spec schema.PackageSpec
	check(json.Unmarshal(text, &spec))
	pkg, diags, err := schema.BindSpec(spec, none{}, schema.ValidationOptions{})
	check(err)
	for _, d := range diags {
		fmt.Fprintln(os.Stderr, d)
	}
	if diags.HasErrors() {
		os.Exit(1)
	}
	var files map[string][]byte
	if os.Args[2] == "python" {
		files, err = python.GeneratePackage("test", pkg, nil, none{})
	} else {
		files, err = gogen.GeneratePackage("test", pkg, nil)
	}
	check(err)
	for name, content := range files {
		file := filepath.Join(os.Args[3], name)
		check(os.MkdirAll(filepath.Dir(file), 0o755))
		check(os.WriteFile(file, content, 0o644))
	}
}

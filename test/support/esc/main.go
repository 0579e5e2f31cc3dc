// Checks the ESC environment of a file (first argument) with ESC's own evaluator, opens it with a stand-in for Vault
// (second argument: JSON, secrets by path), and prints its pulumiConfig as JSON.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/pulumi/esc"
	"github.com/pulumi/esc/eval"
	"github.com/pulumi/esc/schema"
)

type provider struct {
	inputs *schema.Schema
	open   func(inputs map[string]esc.Value) (esc.Value, error)
}

func (p provider) Schema() (*schema.Schema, *schema.Schema) { return p.inputs, schema.Always() }
func (p provider) Open(_ context.Context, inputs map[string]esc.Value, _ esc.EnvExecContext) (esc.Value, error) {
	return p.open(inputs)
}

// The inputs that the ESC docs list for the two Vault providers, as far as the example needs them.
var vaultLogin = provider{
	inputs: schema.Record(schema.BuilderMap{
		"address": schema.String(),
		"jwt":     schema.Record(schema.BuilderMap{"role": schema.String(), "mount": schema.String()}).Required("role"),
	}).Required("address", "jwt").Schema(),
	open: func(map[string]esc.Value) (esc.Value, error) { return esc.FromJSON(map[string]any{"token": "t"}) },
}

func vaultSecrets(vault map[string]any) provider {
	return provider{
		inputs: schema.Record(schema.BuilderMap{
			"login": schema.Always(),
			"read": schema.Object().AdditionalProperties(
				schema.Record(schema.BuilderMap{"path": schema.String(), "field": schema.String()}).Required("path")),
		}).Required("login", "read").Schema(),
		open: func(inputs map[string]esc.Value) (esc.Value, error) {
			secrets := map[string]any{}
			for name, read := range inputs["read"].Value.(map[string]esc.Value) {
				path := read.Value.(map[string]esc.Value)["path"].Value.(string)
				secret, found := vault[path]
				if !found {
					return esc.Value{}, fmt.Errorf("no secret at %q", path)
				}
				secrets[name] = map[string]any{"data": secret}
			}
			return esc.FromJSON(secrets)
		},
	}
}

type loader struct{ vault map[string]any }

func (l loader) LoadProvider(_ context.Context, name string) (esc.Provider, error) {
	switch name {
	case "vault-login":
		return vaultLogin, nil
	case "vault-secrets":
		return vaultSecrets(l.vault), nil
	}
	return nil, fmt.Errorf("unknown provider %q", name)
}

func (loader) LoadRotator(_ context.Context, name string) (esc.Rotator, error) {
	return nil, fmt.Errorf("unknown rotator %q", name)
}

func (loader) LoadEnvironment(_ context.Context, name string) ([]byte, eval.Decrypter, error) {
	return nil, nil, fmt.Errorf("unknown environment %q", name)
}

func main() {
	ctx := context.Background()
	var vault map[string]any
	exitOn(json.Unmarshal([]byte(os.Args[2]), &vault))
	file, err := os.Open(os.Args[1])
	exitOn(err)
	source, diags, err := eval.LoadYAML("environment", file)
	exitOn(err)
	if diags.HasErrors() {
		exitOn(diags)
	}
	execution, err := esc.NewExecContext(map[string]esc.Value{})
	exitOn(err)
	if _, diags = eval.CheckEnvironment(ctx, "tenants", source, nil, loader{vault}, loader{}, execution, false); diags.HasErrors() {
		exitOn(diags)
	}
	opened, diags := eval.EvalEnvironment(ctx, "tenants", source, nil, loader{vault}, loader{}, execution)
	if diags.HasErrors() {
		exitOn(diags)
	}
	exitOn(json.NewEncoder(os.Stdout).Encode(opened.Properties["pulumiConfig"].ToJSON(false)))
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

package main

import (
	"fmt"
	"net/http"
	"os"
	"reflect"
	"runtime"
	"strings"
)

// fail ends the program with the place in this program that made the call.
func fail(format string, args ...any) {
	for skip := 1; ; skip++ {
		_, file, line, known := runtime.Caller(skip)
		if known && strings.HasSuffix(file, "check.go") {
			continue
		}
		fmt.Printf("%s:%d: %s\n", file[strings.LastIndex(file, "/")+1:], line, fmt.Sprintf(format, args...))
		os.Exit(1)
	}
}

func passed(what string) { fmt.Println(what + ": done") }

func done[T any](value T, err error) T {
	if err != nil {
		fail("%v", err)
	}
	return value
}

func got[T any](value T, _ *http.Response, err error) T { return done(value, err) }

func refused(err error, id string) {
	if err == nil || !strings.Contains(err.Error(), id) {
		fail("expected %s, not %v", id, err)
	}
}

func gone[T any](_ T, _ *http.Response, err error) { refused(err, "resource.not.found") }

func same(what string, got, want any) {
	if differences := differences(reflect.ValueOf(got), reflect.ValueOf(want)); len(differences) > 0 {
		fail("%s: %s", what, strings.Join(differences, "; "))
	}
}

// differences names the fields of structures that differ.
func differences(got, want reflect.Value) []string {
	if reflect.DeepEqual(got.Interface(), want.Interface()) {
		return nil
	}
	if got.Kind() != reflect.Struct || got.Type() != want.Type() {
		return []string{fmt.Sprintf("%#v instead of %#v", got.Interface(), want.Interface())}
	}
	all := []string{}
	for index := range got.NumField() {
		for _, difference := range differences(got.Field(index), want.Field(index)) {
			all = append(all, got.Type().Field(index).Name+" "+difference)
		}
	}
	return all
}

// names returns the values of a field of objects.
func names[T any](objects []T, name func(T) string) []string {
	all := []string{}
	for _, object := range objects {
		all = append(all, name(object))
	}
	return all
}

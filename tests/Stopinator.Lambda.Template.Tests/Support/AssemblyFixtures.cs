using Stopinator.Lambda.Template.Tests.Support;

// The template is installed once for all tests.
[assembly: AssemblyFixture(typeof(Scratch))]

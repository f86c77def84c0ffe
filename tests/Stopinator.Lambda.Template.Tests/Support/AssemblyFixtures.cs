using Stopinator.Lambda.Template.Tests.Support;

// Installed once, before the first test.
[assembly: AssemblyFixture(typeof(Scratch))]

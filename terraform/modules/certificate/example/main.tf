module "certificate" {
  source = "../"

  names = ["daybook.example.com", "www.daybook.example.com"]
  zone  = { id = "Z0123456789ABCDEFGHIJ" }
}

print("podpath")

# Makes the podpath blocks of a Jekyll site true before it is read. Put this file into _plugins/.
#
# In _config.yml: podpath, the program where it is not on PATH.
require "open3"

Jekyll::Hooks.register :site, :after_init do |site|
  _, messages, status = Open3.capture3(site.config["podpath"] || "podpath", "docs", chdir: site.source)
  raise Jekyll::Errors::FatalException, messages unless status.success?
end

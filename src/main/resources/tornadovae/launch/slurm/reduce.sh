
exec "${program[@]}" sweep reduce "$folder"

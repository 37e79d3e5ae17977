/** Where images come from: procedural sets, published files that are fetched and checked, folders of one's own. */
package tornadovae.data.source;
